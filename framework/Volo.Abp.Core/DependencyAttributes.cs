using Microsoft.Extensions.DependencyInjection;

namespace Volo.Abp.DependencyInjection;

public interface ITransientDependency;

public interface ISingletonDependency;

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

/// <summary>Names what a class is resolved as, in place of the convention.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class ExposeServicesAttribute(params Type[] serviceTypes) : Attribute
{
    public Type[] ServiceTypes { get; } = serviceTypes;
}
