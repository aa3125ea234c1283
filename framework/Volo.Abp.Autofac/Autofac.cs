using Autofac;
using Autofac.Core;
using Autofac.Core.Activators.Reflection;
using Autofac.Core.Resolving.Pipeline;
using Autofac.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Autofac;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Modularity;

namespace Volo.Abp.Autofac
{
    public class AbpAutofacModule : AbpModule;

    /// <summary>Builds the container: Autofac's own population, with property injection and interception attached to the modules' classes.</summary>
    public class AbpAutofacServiceProviderFactory(ContainerBuilder builder) : IServiceProviderFactory<ContainerBuilder>
    {
        public ContainerBuilder CreateBuilder(IServiceCollection services)
        {
            var assemblies = services.Select(d => d.ImplementationInstance).OfType<IModuleContainer>().First().Modules.Select(m => m.Assembly).ToHashSet();
            var actions = services.Select(d => d.ImplementationInstance).OfType<ServiceRegistrationActionList>().FirstOrDefault() ?? [];
            var intercepted = new Dictionary<(Type Service, Type Implementation), Type[]>();
            IServiceCollection proxied = new ServiceCollection();
            foreach (var descriptor in services)
                proxied.Add(Prepare(descriptor, assemblies, actions, intercepted));

            builder.RegisterCallback(registry => registry.Registered += (_, registered) => Attach(registered.ComponentRegistration, assemblies, intercepted));
            builder.Populate(proxied);
            return builder;
        }

        public IServiceProvider CreateServiceProvider(ContainerBuilder containerBuilder) => new AutofacServiceProvider(containerBuilder.Build());

        // Finds what intercepts a class, and puts a class proxy in its place where it is exposed as itself.
        private static ServiceDescriptor Prepare(
            ServiceDescriptor descriptor,
            HashSet<System.Reflection.Assembly> assemblies,
            ServiceRegistrationActionList actions,
            Dictionary<(Type Service, Type Implementation), Type[]> intercepted)
        {
            if (descriptor.IsKeyedService || descriptor.ImplementationType is not { } implementation || !assemblies.Contains(implementation.Assembly))
                return descriptor;

            var context = new OnServiceRegistredContext(descriptor.ServiceType, implementation);
            actions.ForEach(action => action(context));
            if (context.Interceptors.Count == 0 || implementation.IsGenericTypeDefinition)
                return descriptor;
            if (!descriptor.ServiceType.IsInterface && !implementation.IsSealed)
            {
                implementation = Proxies.CreateClassProxyType(implementation);
                descriptor = ServiceDescriptor.Describe(descriptor.ServiceType, implementation, descriptor.Lifetime);
            }

            intercepted[(descriptor.ServiceType, implementation)] = [.. context.Interceptors];
            return descriptor;
        }

        private static void Attach(
            IComponentRegistration registration,
            HashSet<System.Reflection.Assembly> assemblies,
            Dictionary<(Type Service, Type Implementation), Type[]> intercepted)
        {
            var implementation = registration.Activator.LimitType;
            if (registration.Activator is not ReflectionActivator)
                return;
            var service = registration.Services.OfType<TypedService>().Select(s => s.ServiceType).FirstOrDefault() ?? implementation;
            var interceptors = intercepted.GetValueOrDefault((service, implementation));
            if (interceptors is null && !assemblies.Contains(implementation.Assembly))
                return;

            var properties = new InjectedProperties(implementation);
            registration.PipelineBuilding += (_, pipeline) => pipeline.Use(
                "ABP",
                PipelinePhase.Activation,
                MiddlewareInsertionMode.StartOfPhase,
                (context, next) =>
                {
                    if (interceptors is not null && !service.IsInterface)
                        context.ChangeParameters([.. context.Parameters, TypedParameter.From(Proxies.Resolve(context, interceptors))]);
                    next(context);
                    properties.Inject(context);
                    if (interceptors is not null && service.IsInterface)
                        context.Instance = Proxies.Around(service, context.Instance!, Proxies.Resolve(context, interceptors));
                });
        }
    }

    // Public properties whose type is registered are set after activation.
    internal sealed class InjectedProperties(Type implementation)
    {
        private (Type Type, Action<object, object> Set)[]? _properties;

        public void Inject(ResolveRequestContext context)
        {
            foreach (var (type, set) in _properties ??= Find(context))
                set(context.Instance!, context.Resolve(type));
        }

        private (Type Type, Action<object, object> Set)[] Find(ResolveRequestContext context) =>
        [
            .. from property in implementation.GetProperties()
               let setter = property.GetSetMethod()
               where setter is { IsStatic: false } && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsValueType
                   && property.PropertyType != typeof(string) && context.IsRegistered(property.PropertyType)
               select (property.PropertyType, Compile(property)),
        ];

        private static Action<object, object> Compile(System.Reflection.PropertyInfo property)
        {
            var target = System.Linq.Expressions.Expression.Parameter(typeof(object));
            var value = System.Linq.Expressions.Expression.Parameter(typeof(object));
            var set = System.Linq.Expressions.Expression.Call(
                System.Linq.Expressions.Expression.Convert(target, property.DeclaringType!),
                property.GetSetMethod()!,
                System.Linq.Expressions.Expression.Convert(value, property.PropertyType));
            return System.Linq.Expressions.Expression.Lambda<Action<object, object>>(set, target, value).Compile();
        }
    }
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
            options.Services.AddSingleton(new ServiceProviderBuilder(services => factory.CreateServiceProvider(factory.CreateBuilder(services))));
        }
    }
}
