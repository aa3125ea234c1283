using Volo.Abp.DependencyInjection;

namespace Volo.Abp.MultiTenancy;

public interface ITenantResolveContext : IServiceProviderAccessor
{
    string? TenantIdOrName { get; set; }

    bool Handled { get; set; }
}

/// <summary>Tells the tenant's id or name, or leaves that to the next contributor.</summary>
public interface ITenantResolveContributor
{
    string Name { get; }

    Task ResolveAsync(ITenantResolveContext context);
}

public class AbpTenantResolveOptions
{
    public List<ITenantResolveContributor> TenantResolvers { get; } = [];
}
