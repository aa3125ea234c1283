using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Volo.Abp.DependencyInjection;

// Registers the classes of a module's assembly by their marker interfaces and attributes.
internal static class ConventionalRegistrar
{
    public static void AddAssembly(IServiceCollection services, Assembly assembly)
    {
        foreach (var type in assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false, IsGenericType: false }))
            AddType(services, type);
    }

    // Interfaces whose name, without the I, ends the class's name.
    private static IEnumerable<Type> GetDefaultServices(Type type) => type.GetInterfaces().Where(i =>
    {
        var name = i.Name.Split('`')[0];
        if (name.StartsWith('I'))
            name = name[1..];
        return type.Name.EndsWith(name, StringComparison.Ordinal);
    });

    private static void AddType(IServiceCollection services, Type type)
    {
        var dependency = type.GetCustomAttribute<DependencyAttribute>(true);
        if ((dependency?.Lifetime ?? LifetimeOf(type)) is not { } lifetime)
            return;

        var exposed = GetExposedServices(type);
        foreach (var service in exposed)
        {
            // One instance, however it is asked for.
            var target = lifetime == ServiceLifetime.Transient || service == type
                ? null
                : exposed.Contains(type) ? type : exposed.FirstOrDefault(t => t != service && service.IsAssignableFrom(t));
            var descriptor = target is null
                ? ServiceDescriptor.Describe(service, type, lifetime)
                : ServiceDescriptor.Describe(service, provider => provider.GetRequiredService(target), lifetime);
            if (dependency?.ReplaceServices == true)
                services.Replace(descriptor);
            else if (dependency?.TryRegister == true)
                services.TryAdd(descriptor);
            else
                services.Add(descriptor);
        }
    }

    private static List<Type> GetExposedServices(Type type)
    {
        var attributes = type.GetCustomAttributes<ExposeServicesAttribute>(true).ToList();
        return [.. attributes.Count == 0
            ? GetDefaultServices(type).Prepend(type)
            : attributes.SelectMany(a => a.ServiceTypes).Distinct()];
    }

    private static ServiceLifetime? LifetimeOf(Type type)
    {
        if (typeof(ITransientDependency).IsAssignableFrom(type))
            return ServiceLifetime.Transient;
        return typeof(ISingletonDependency).IsAssignableFrom(type) ? ServiceLifetime.Singleton : null;
    }
}
