using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Volo.Abp.Collections;
using Volo.Abp.DynamicProxy;

namespace Volo.Abp.Collections
{
    public interface ITypeList<in TBaseType> : IList<Type>
    {
        void Add<T>()
            where T : TBaseType;

        bool TryAdd<T>()
            where T : TBaseType;
    }

    public class TypeList<TBaseType> : List<Type>, ITypeList<TBaseType>
    {
        public void Add<T>()
            where T : TBaseType => Add(typeof(T));

        public bool TryAdd<T>()
            where T : TBaseType
        {
            if (Contains(typeof(T)))
                return false;
            Add<T>();
            return true;
        }
    }
}

namespace Volo.Abp.DynamicProxy
{
    public interface IAbpMethodInvocation
    {
        object[] Arguments { get; }

        IReadOnlyDictionary<string, object> ArgumentsDictionary { get; }

        Type[] GenericArguments { get; }

        object TargetObject { get; }

        MethodInfo Method { get; }

        object ReturnValue { get; set; }

        Task ProceedAsync();
    }

    public interface IAbpInterceptor
    {
        Task InterceptAsync(IAbpMethodInvocation invocation);
    }

    public abstract class AbpInterceptor : IAbpInterceptor
    {
        public abstract Task InterceptAsync(IAbpMethodInvocation invocation);
    }
}

namespace Volo.Abp.DependencyInjection
{
    public interface IOnServiceRegistredContext
    {
        ITypeList<IAbpInterceptor> Interceptors { get; }

        Type ServiceType { get; }

        Type ImplementationType { get; }
    }

    internal sealed class OnServiceRegistredContext(Type serviceType, Type implementationType) : IOnServiceRegistredContext
    {
        public ITypeList<IAbpInterceptor> Interceptors { get; } = new TypeList<IAbpInterceptor>();

        public Type ServiceType => serviceType;

        public Type ImplementationType => implementationType;
    }

    internal sealed class ServiceRegistrationActionList : List<Action<IOnServiceRegistredContext>>;

    internal sealed class PreConfigureActionList<TOptions> : List<Action<TOptions>>;

    internal static class ConventionalRegistrar
    {
        public static void AddAssembly(IServiceCollection services, Assembly assembly)
        {
            foreach (var type in assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false, IsGenericType: false }))
                AddType(services, type);
        }

        public static void AddType(IServiceCollection services, Type type)
        {
            if (type.IsDefined(typeof(DisableConventionalRegistrationAttribute), true))
                return;
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

        public static IReadOnlyList<Type> GetExposedServices(Type type)
        {
            var providers = type.GetCustomAttributes(true).OfType<IExposedServiceTypesProvider>().ToList();
            return providers.Count == 0
                ? [type, .. GetDefaultServices(type).Where(t => t != type)]
                : [.. providers.SelectMany(p => p.GetExposedServiceTypes(type)).Distinct()];
        }

        // Interfaces whose name, without the I, ends the class's name.
        public static IEnumerable<Type> GetDefaultServices(Type type) => type.GetInterfaces().Where(i =>
        {
            var name = i.Name.Split('`')[0];
            if (name.StartsWith('I'))
                name = name[1..];
            return type.Name.EndsWith(name, StringComparison.Ordinal);
        }).Select(i => i.IsGenericType && i.ContainsGenericParameters ? i.GetGenericTypeDefinition() : i);

        private static ServiceLifetime? LifetimeOf(Type type)
        {
            if (typeof(ITransientDependency).IsAssignableFrom(type))
                return ServiceLifetime.Transient;
            if (typeof(ISingletonDependency).IsAssignableFrom(type))
                return ServiceLifetime.Singleton;
            return typeof(IScopedDependency).IsAssignableFrom(type) ? ServiceLifetime.Scoped : null;
        }
    }
}
