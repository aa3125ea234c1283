using Autofac;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Autofac;
using Volo.Abp.Modularity;

namespace Volo.Abp.Autofac
{
    public class AbpAutofacModule : AbpModule;
}

namespace Microsoft.Extensions.Hosting
{
    public static class AbpAutofacHostBuilderExtensions
    {
        public static IHostBuilder UseAutofac(this IHostBuilder hostBuilder) =>
            hostBuilder.UseServiceProviderFactory(new AbpAutofacServiceProviderFactory(new ContainerBuilder()));
    }
}

namespace Volo.Abp
{
    public static class AbpAutofacAbpApplicationCreationOptionsExtensions
    {
        public static void UseAutofac(this AbpApplicationCreationOptions options)
        {
            var factory = new AbpAutofacServiceProviderFactory(new ContainerBuilder());
            options.Services.AddSingleton(
                new ServiceProviderBuilder(services => factory.CreateServiceProvider(factory.CreateBuilder(services))));
        }
    }
}
