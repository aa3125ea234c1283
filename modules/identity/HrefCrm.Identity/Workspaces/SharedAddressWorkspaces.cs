using Microsoft.Extensions.Configuration;
using Volo.Abp;
using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Identity.Workspaces;

// A setting and never a request's Host header, which whoever asks for a password link can choose.
[Dependency(TryRegister = true)]
[ExposeServices(typeof(IWorkspaces))]
internal sealed class SharedAddressWorkspaces(ITenantStore tenants, IConfiguration configuration) : IWorkspaces, ITransientDependency
{
    public async Task<Workspace> GetAsync(Guid? tenantId)
    {
        if (!Uri.TryCreate(configuration["Identity:PublicUrl"], UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new AbpException("Identity:PublicUrl must be the public address of the pages, such as https://crm.example.com.");
        if (tenantId is null)
            return new Workspace(url.Host, url);
        var tenant = await tenants.FindAsync(tenantId.Value) ?? throw new AbpException("The current tenant is unknown.");
        return new Workspace(tenant.Name, url);
    }
}
