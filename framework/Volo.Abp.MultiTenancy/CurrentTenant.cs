using Volo.Abp.DependencyInjection;

namespace Volo.Abp.MultiTenancy;

internal sealed record BasicTenantInfo(Guid? Id, string? Name);

internal sealed class CurrentTenant : ICurrentTenant, ITransientDependency
{
    // Static, so that entities know the tenant as they are made.
    private static readonly AsyncLocal<BasicTenantInfo?> Current = new();

    public static Guid? CurrentId => Current.Value?.Id;

    public bool IsAvailable => Id.HasValue;

    public Guid? Id => CurrentId;

    public string? Name => Current.Value?.Name;

    public IDisposable Change(Guid? id, string? name = null)
    {
        var before = Current.Value;
        Current.Value = new BasicTenantInfo(id, name);
        return new DisposeAction(() => Current.Value = before);
    }
}
