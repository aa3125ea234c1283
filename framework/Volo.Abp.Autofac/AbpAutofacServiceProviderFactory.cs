using System.Reflection;
using Autofac;
using Autofac.Core;
using Autofac.Core.Activators.Reflection;
using Autofac.Core.Resolving.Pipeline;
using Autofac.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.DynamicProxy;
using Volo.Abp.Modularity;

namespace Volo.Abp.Autofac;

// Builds the container: Autofac's own population, with property injection and interception attached to the modules' classes.
internal sealed class AbpAutofacServiceProviderFactory(ContainerBuilder builder) : IServiceProviderFactory<ContainerBuilder>
{
    public ContainerBuilder CreateBuilder(IServiceCollection services)
    {
        var assemblies = services.Select(d => d.ImplementationInstance).OfType<LoadedModules>().First().Assemblies;
        var rules = services.GetOrAddInstance<InterceptorRules>();
        var intercepted = new Dictionary<(Type Service, Type Implementation), Type[]>();
        IServiceCollection proxied = new ServiceCollection();
        foreach (var descriptor in services)
            proxied.Add(Prepare(descriptor, assemblies, rules, intercepted));

        builder.RegisterCallback(
            registry => registry.Registered += (_, registered) => Attach(registered.ComponentRegistration, assemblies, intercepted));
        builder.Populate(proxied);
        return builder;
    }

    public IServiceProvider CreateServiceProvider(ContainerBuilder containerBuilder) =>
        new AutofacServiceProvider(containerBuilder.Build());

    // Finds what intercepts a class, and puts a class proxy in its place where it is exposed as itself.
    private static ServiceDescriptor Prepare(
        ServiceDescriptor descriptor,
        HashSet<Assembly> assemblies,
        InterceptorRules rules,
        Dictionary<(Type Service, Type Implementation), Type[]> intercepted)
    {
        if (descriptor.IsKeyedService || descriptor.ImplementationType is not { IsGenericTypeDefinition: false } implementation
            || !assemblies.Contains(implementation.Assembly) || rules.For(implementation) is not { Length: > 0 } interceptors)
            return descriptor;

        if (!descriptor.ServiceType.IsInterface && !implementation.IsSealed)
        {
            implementation = Proxies.CreateClassProxyType(implementation);
            descriptor = ServiceDescriptor.Describe(descriptor.ServiceType, implementation, descriptor.Lifetime);
        }

        intercepted[(descriptor.ServiceType, implementation)] = interceptors;
        return descriptor;
    }

    private static void Attach(
        IComponentRegistration registration,
        HashSet<Assembly> assemblies,
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
