using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Tenancy.Tenants;

/// <inheritdoc cref="ITenantHosts" />
internal sealed class TenantHosts(TenantCache cache, IOptions<TenancyOptions> options) : ITenantHosts, ISingletonDependency
{
    private readonly string[] _baseDomains = [.. options.Value.BaseDomains.Select(domain => new HostString(domain).ToUriComponent())];

    public TenantConfiguration? FindTenant(HttpRequest request)
    {
        var name = NameOf(request);
        foreach (var domain in _baseDomains)
        {
            var labels = name.Length - domain.Length - 1;
            if (labels > 0 && name[labels] == '.' && name.EndsWith(domain, StringComparison.OrdinalIgnoreCase))
                return cache.Find(name[..labels]) is { IsActive: true } tenant ? tenant : null;
        }

        return null;
    }

    public bool IsBareDomain(HttpRequest request)
    {
        foreach (var domain in _baseDomains)
        {
            if (NameOf(request).Equals(domain, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    // As it was sent: HttpRequest.Host throws for a name that is no Punycode, such as xn--0.example. What has a port that there cannot be is nobody's.
    private static ReadOnlySpan<char> NameOf(HttpRequest request)
    {
        var sent = new HostString(request.Headers.Host.ToString());
        var name = sent.Host.AsSpan();
        if (name.Length < sent.Value!.Length && sent.Port is null or > ushort.MaxValue)
            return [];
        return name is [.., '.'] ? name[..^1] : name;
    }
}
