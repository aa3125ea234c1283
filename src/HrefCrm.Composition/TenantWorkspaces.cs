using HrefCrm.Identity.Workspaces;
using HrefCrm.Tenancy;
using HrefCrm.Tenancy.Tenants;
using Microsoft.Extensions.Options;
using Volo.Abp;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Composition;

/// <summary>Tells Identity the names and addresses of tenants. They are read from the database, which the terminal has and no memory.</summary>
[ExposeServices(typeof(IWorkspaces))]
internal sealed class TenantWorkspaces(ITenantRepository tenants, IOptions<TenancyOptions> tenancy) : IWorkspaces, ITransientDependency
{
    public async Task<Workspace> GetAsync(Guid? tenantId)
    {
        if (tenantId is null)
            return new Workspace("HREF", tenancy.Value.PublicUrl);
        var tenant = await tenants.FindAsync(t => t.Id == tenantId) ?? throw new AbpException("The current tenant is unknown.");
        return new Workspace(tenant.Name, tenancy.Value.WorkspaceUrl(tenant.Slug, "/"));
    }
}
