namespace HrefCrm.Tenancy.ApiKeys;

/// <summary>Names of the API key scheme (contract, "Headers").</summary>
public static class ApiKeyDefaults
{
    /// <summary>The authentication scheme, and the challenge in <c>WWW-Authenticate</c>.</summary>
    public const string AuthenticationScheme = "ApiKey";

    /// <summary>The request header that carries the key.</summary>
    public const string HeaderName = "X-API-Key";
}
