namespace HrefCrm.Tenancy.ApiKeys;

/// <summary>A new key, whole: shown once.</summary>
public class NewApiKeyDto : ApiKeyDto
{
    /// <summary>The key: <c>hcrm_</c> and 43 characters.</summary>
    public required string ApiKey { get; init; }
}
