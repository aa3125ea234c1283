using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace HrefCrm.Tenancy.Http;

/// <summary>Tells who calls by API key, from memory alone; what the scheme <see cref="ApiKeyDefaults.AuthenticationScheme"/> goes by.</summary>
public interface IApiKeyAuthenticator
{
    /// <summary>Checks the key of a request to the current tenant, after the same work whatever is wrong with it.</summary>
    /// <returns>The caller, with the claims <c>tenantid</c> and <c>client_id</c> (the key's id); null if the key does not work.</returns>
    /// <exception cref="Directory.TenantDirectoryStaleException">Changes could not be heard of for too long.</exception>
    ClaimsPrincipal? Authenticate(HttpRequest request);
}
