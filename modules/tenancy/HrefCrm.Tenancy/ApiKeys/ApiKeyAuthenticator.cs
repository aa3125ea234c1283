using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Tenancy.ApiKeys;

/// <summary>Tells who calls by API key, from memory alone; what the scheme <see cref="ApiKeyDefaults.AuthenticationScheme"/> goes by.</summary>
internal sealed class ApiKeyAuthenticator(ICurrentTenant currentTenant, IApiKeyStore keys) : ISingletonDependency
{
    /// <summary>Checks the key of a request to the current tenant, after the same work whatever is wrong with it.</summary>
    /// <returns>The caller, with the claims <c>tenantid</c> and <c>client_id</c> (the key's id); null if the key does not work.</returns>
    /// <exception cref="Tenants.TenantCacheStaleException">Changes could not be heard of for too long.</exception>
    public ClaimsPrincipal? Authenticate(HttpRequest request)
    {
        var header = request.Headers[ApiKeyDefaults.HeaderName];
        var presented = header.Count == 1 ? header[0]!.Trim(' ', '\t') : "";
        var tenantId = currentTenant.Id;
        var keyId = keys.FindWorkingKey(tenantId ?? Guid.Empty, presented);
        return tenantId is null || keyId is null
            ? null
            : new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim(AbpClaimTypes.TenantId, tenantId.Value.ToString()), new Claim(AbpClaimTypes.ClientId, keyId.Value.ToString())],
                ApiKeyDefaults.AuthenticationScheme));
    }
}
