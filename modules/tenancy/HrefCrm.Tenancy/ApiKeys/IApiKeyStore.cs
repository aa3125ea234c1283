namespace HrefCrm.Tenancy.ApiKeys;

/// <summary>Every tenant's working API keys.</summary>
public interface IApiKeyStore
{
    /// <summary>Finds the key of a tenant that a caller presented, in constant time and after the same work whatever is wrong; notes its use.</summary>
    /// <param name="tenantId">The tenant at whose address the call came in.</param>
    /// <param name="presented">What the caller sent; any text.</param>
    /// <returns>The key's id, or null if it does not work for this tenant.</returns>
    Guid? FindWorkingKey(Guid tenantId, string presented);
}
