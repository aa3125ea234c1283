namespace Volo.Abp.MultiTenancy;

public interface IMultiTenant
{
    Guid? TenantId { get; }
}

public interface ICurrentTenant
{
    bool IsAvailable { get; }

    Guid? Id { get; }

    string? Name { get; }

    IDisposable Change(Guid? id, string? name = null);
}

[Flags]
public enum MultiTenancySides : byte
{
    Tenant = 1,
    Host = 2,
    Both = Tenant | Host,
}
