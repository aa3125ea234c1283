using Volo.Abp.DependencyInjection;

namespace Volo.Abp.MultiTenancy;

public interface IMultiTenant
{
    Guid? TenantId { get; }
}

public class BasicTenantInfo(Guid? tenantId, string? name = null)
{
    public Guid? TenantId { get; } = tenantId;

    public string? Name { get; } = name;
}

public interface ICurrentTenant
{
    bool IsAvailable { get; }

    Guid? Id { get; }

    string? Name { get; }

    IDisposable Change(Guid? id, string? name = null);
}

public interface ICurrentTenantAccessor
{
    BasicTenantInfo? Current { get; set; }
}

public class AsyncLocalCurrentTenantAccessor : ICurrentTenantAccessor
{
    private readonly AsyncLocal<BasicTenantInfo?> _current = new();

    private AsyncLocalCurrentTenantAccessor()
    {
    }

    public static AsyncLocalCurrentTenantAccessor Instance { get; } = new();

    public BasicTenantInfo? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }
}

public class CurrentTenant(ICurrentTenantAccessor currentTenantAccessor) : ICurrentTenant, ITransientDependency
{
    public bool IsAvailable => Id.HasValue;

    public Guid? Id => currentTenantAccessor.Current?.TenantId;

    public string? Name => currentTenantAccessor.Current?.Name;

    public IDisposable Change(Guid? id, string? name = null)
    {
        var before = currentTenantAccessor.Current;
        currentTenantAccessor.Current = new BasicTenantInfo(id, name);
        return new DisposeAction(() => currentTenantAccessor.Current = before);
    }
}
