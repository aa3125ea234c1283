using HrefCrm.Identity.Workspaces;
using HrefCrm.Tenancy;
using Microsoft.Extensions.Options;
using Volo.Abp;
using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Composition;

/// <summary>Tells Identity the names and addresses of tenants.</summary>
[ExposeServices(typeof(IWorkspaces))]
internal sealed class TenantWorkspaces(ITenantStore tenants, IOptions<TenancyOptions> tenancy) : IWorkspaces, ITransientDependency
{
    public async Task<Workspace> GetAsync(Guid? tenantId)
    {
        if (tenantId is null)
            return new Workspace("HREF", tenancy.Value.PublicUrl);
        var tenant = await tenants.FindAsync(tenantId.Value) ?? throw new AbpException("The current tenant is unknown.");
        return new Workspace(tenant.Name, tenancy.Value.WorkspaceUrl(tenant.NormalizedName.ToLowerInvariant(), "/"));
    }
}
