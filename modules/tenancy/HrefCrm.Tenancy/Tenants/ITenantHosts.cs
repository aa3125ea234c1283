using Microsoft.AspNetCore.Http;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Tenancy.Tenants;

/// <summary>Which hosts are tenants', and which are HREF's own (contract, "Address"). All of it is in memory.</summary>
public interface ITenantHosts
{
    /// <summary>The active tenant whose slug is the one label before a base domain, whatever the case, the port or one trailing dot.</summary>
    /// <returns>Null for an unknown or suspended tenant, the bare base domain, and any other host.</returns>
    /// <exception cref="TenantCacheStaleException">Changes could not be heard of for too long.</exception>
    TenantConfiguration? FindTenant(HostString host);

    /// <summary>Whether a host is a bare base domain: HREF's own side.</summary>
    bool IsBareDomain(HostString host);
}
