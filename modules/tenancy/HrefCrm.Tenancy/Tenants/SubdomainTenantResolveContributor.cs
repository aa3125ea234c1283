using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.AspNetCore.MultiTenancy;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Tenancy.Tenants;

/// <summary>
/// The tenant is the one label before a base domain; the bare base domain is HREF's own side; every other host is no tenant's (contract, "Address").
/// </summary>
public class SubdomainTenantResolveContributor : HttpTenantResolveContributorBase
{
    // Not a slug and not an id, so the store has no tenant of this name.
    private const string NoTenant = "?";

    /// <inheritdoc />
    public override string Name => "Subdomain";

    /// <inheritdoc />
    protected override Task<string?> GetTenantIdOrNameFromHttpContextOrNullAsync(ITenantResolveContext context, HttpContext httpContext)
    {
        context.Handled = true;
        var hosts = context.ServiceProvider.GetRequiredService<ITenantHosts>();
        if (hosts.IsBareDomain(httpContext.Request))
            return Task.FromResult<string?>(null);
        // Said first: ABP logs what is thrown here and goes on, which without a name would be on HREF's own side.
        context.TenantIdOrName = NoTenant;
        // Handed on as the id: ABP would take a slug that looks like a GUID for one.
        return Task.FromResult<string?>(hosts.FindTenant(httpContext.Request)?.Id.ToString());
    }
}
