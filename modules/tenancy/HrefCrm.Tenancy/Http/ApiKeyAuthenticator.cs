using System.Security.Claims;
using HrefCrm.Tenancy.Directory;
using Microsoft.AspNetCore.Http;
using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Tenancy.Http;

/// <inheritdoc cref="IApiKeyAuthenticator" />
internal sealed class ApiKeyAuthenticator(ICurrentTenant currentTenant, IApiKeyStore keys) : IApiKeyAuthenticator, ISingletonDependency
{
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
