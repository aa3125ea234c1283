using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Volo.Abp;
using Volo.Abp.Modularity;

namespace Microsoft.Extensions.DependencyInjection;

public static class ServiceCollectionConfigurationExtensions
{
    public static IServiceCollection ReplaceConfiguration(this IServiceCollection services, IConfiguration configuration) =>
        services.Replace(ServiceDescriptor.Singleton(configuration));

    public static IConfiguration GetConfiguration(this IServiceCollection services) =>
        services.LastOrDefault(d => d.ServiceType == typeof(IConfiguration)) is { } descriptor
            ? descriptor.ImplementationInstance as IConfiguration ?? (IConfiguration)descriptor.ImplementationFactory!(null!)
            : throw new AbpException("Could not find an implementation of IConfiguration in the service collection.");
}

public static class ServiceCollectionApplicationExtensions
{
    public static async Task<IAbpApplicationWithExternalServiceProvider> AddApplicationAsync<TStartupModule>(
        this IServiceCollection services,
        Action<AbpApplicationCreationOptions>? optionsAction = null)
        where TStartupModule : IAbpModule
    {
        var application = new AbpApplication(typeof(TStartupModule), services, optionsAction);
        services.AddSingleton<IAbpApplicationWithExternalServiceProvider>(application);
        await application.ConfigureServicesAsync();
        return application;
    }
}

internal static class ServiceCollectionInstances
{
    public static T GetOrAddInstance<T>(this IServiceCollection services)
        where T : class, new()
    {
        if (services.LastOrDefault(d => d.ServiceType == typeof(T))?.ImplementationInstance is T known)
            return known;
        var instance = new T();
        services.AddSingleton(instance);
        return instance;
    }
}
