using Microsoft.AspNetCore.Http;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Tenancy.Tenants;

/// <summary>Whose host a request is at: a tenant's, or HREF's own (contract, "Address"). All of it is in memory.</summary>
public interface ITenantHosts
{
    /// <summary>The active tenant whose slug is the one label before a base domain, whatever the case, the port or one trailing dot.</summary>
    /// <returns>Null for an unknown or suspended tenant, the bare base domain, and any other host.</returns>
    /// <exception cref="TenantCacheStaleException">Changes could not be heard of for too long.</exception>
    TenantConfiguration? FindTenant(HttpRequest request);

    /// <summary>Whether a request is at a bare base domain: HREF's own side.</summary>
    bool IsBareDomain(HttpRequest request);
}
