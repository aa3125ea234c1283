using HrefCrm.Tenancy.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Volo.Abp.AspNetCore.MultiTenancy;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Tenancy.Http;

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
        var host = httpContext.Request.Host.Host;
        if (host.EndsWith('.'))
            host = host[..^1];

        foreach (var domain in context.ServiceProvider.GetRequiredService<IOptions<TenancyOptions>>().Value.BaseDomains)
        {
            if (!host.EndsWith(domain, StringComparison.OrdinalIgnoreCase))
                continue;
            if (host.Length == domain.Length)
                return Task.FromResult<string?>(null);
            if (host[^(domain.Length + 1)] != '.')
                continue;

            // Handed on as the id: ABP would take a slug that looks like a GUID for one. Whether the directory is fresh is checked when it is looked up.
            var slug = host[..^(domain.Length + 1)];
            return Task.FromResult<string?>(context.ServiceProvider.GetRequiredService<TenantDirectory>().FindId(slug)?.ToString() ?? NoTenant);
        }

        return Task.FromResult<string?>(NoTenant);
    }
}
