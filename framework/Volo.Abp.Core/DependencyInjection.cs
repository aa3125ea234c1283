using Microsoft.Extensions.DependencyInjection;

namespace Volo.Abp.DependencyInjection
{
    public interface ITransientDependency;

    public interface ISingletonDependency;

    public interface IScopedDependency;

    /// <summary>The lifetime of a service, and whether it replaces or yields to others.</summary>
    public class DependencyAttribute : Attribute
    {
        public DependencyAttribute()
        {
        }

        public DependencyAttribute(ServiceLifetime lifetime) => Lifetime = lifetime;

        public virtual ServiceLifetime? Lifetime { get; set; }

        public virtual bool TryRegister { get; set; }

        public virtual bool ReplaceServices { get; set; }
    }

    public interface IExposedServiceTypesProvider
    {
        Type[] GetExposedServiceTypes(Type targetType);
    }

    /// <summary>Names what a class is resolved as, in place of the convention.</summary>
    public class ExposeServicesAttribute(params Type[] serviceTypes) : Attribute, IExposedServiceTypesProvider
    {
        public Type[] ServiceTypes { get; } = serviceTypes;

        public bool IncludeDefaults { get; set; }

        public bool IncludeSelf { get; set; }

        public Type[] GetExposedServiceTypes(Type targetType)
        {
            var types = new List<Type>(ServiceTypes);
            if (IncludeDefaults)
                types.AddRange(ConventionalRegistrar.GetDefaultServices(targetType).Except(types));
            if (IncludeSelf && !types.Contains(targetType))
                types.Add(targetType);
            return [.. types];
        }
    }

    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface)]
    public class DisableConventionalRegistrationAttribute : Attribute;

    public interface IObjectAccessor<out T>
    {
        T? Value { get; }
    }

    public class ObjectAccessor<T> : IObjectAccessor<T>
    {
        public ObjectAccessor()
        {
        }

        public ObjectAccessor(T? obj) => Value = obj;

        public T? Value { get; set; }
    }

    public interface IServiceProviderAccessor
    {
        IServiceProvider ServiceProvider { get; }
    }

    /// <summary>Resolves services when they are first asked for.</summary>
    public interface IAbpLazyServiceProvider
    {
        T LazyGetRequiredService<T>();

        object LazyGetRequiredService(Type serviceType);

        T? LazyGetService<T>();

        T LazyGetService<T>(T defaultValue);

        T LazyGetService<T>(Func<IServiceProvider, object> factory);
    }
}
