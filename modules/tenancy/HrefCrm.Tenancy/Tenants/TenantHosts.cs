using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Tenancy.Tenants;

/// <inheritdoc cref="ITenantHosts" />
internal sealed class TenantHosts(TenantCache cache, IOptions<TenancyOptions> options) : ITenantHosts, ISingletonDependency
{
    private readonly string[] _baseDomains = [.. options.Value.BaseDomains];

    public TenantConfiguration? FindTenant(HostString host)
    {
        var name = NameOf(host);
        foreach (var domain in _baseDomains)
        {
            var labels = name.Length - domain.Length - 1;
            if (labels > 0 && name[labels] == '.' && name.EndsWith(domain, StringComparison.OrdinalIgnoreCase))
                return cache.Find(name[..labels]) is { IsActive: true } tenant ? tenant : null;
        }

        return null;
    }

    public bool IsBareDomain(HostString host)
    {
        foreach (var domain in _baseDomains)
        {
            if (NameOf(host).Equals(domain, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static ReadOnlySpan<char> NameOf(HostString host)
    {
        var name = host.Host.AsSpan();
        return name is [.., '.'] ? name[..^1] : name;
    }
}
