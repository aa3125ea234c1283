using System.Security.Claims;
using System.Text.Encodings.Web;
using HrefCrm.Tenancy.Directory;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Tenancy.Http;

/// <summary>Authenticates a request by the current tenant's API key. Whatever is wrong with the key, the answer and the work are the same.</summary>
internal sealed class ApiKeyAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ICurrentTenant currentTenant,
    IApiKeyStore keys) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers[ApiKeyDefaults.HeaderName];
        var presented = header.Count == 1 ? header[0]!.Trim(' ', '\t') : "";
        var tenantId = currentTenant.Id;
        var keyId = keys.FindWorkingKey(tenantId ?? Guid.Empty, presented);
        if (tenantId is null || keyId is null)
            return Task.FromResult(AuthenticateResult.NoResult());

        var identity = new ClaimsIdentity(
            [new Claim(AbpClaimTypes.TenantId, tenantId.Value.ToString()), new Claim(AbpClaimTypes.ClientId, keyId.Value.ToString())],
            Scheme.Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers[HeaderNames.WWWAuthenticate] = ApiKeyDefaults.AuthenticationScheme;
        return Task.CompletedTask;
    }
}
