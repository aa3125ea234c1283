using Volo.Abp.Domain.Repositories;
using Volo.Abp.Domain.Services;
using Volo.Abp.Users;

namespace HrefCrm.Tenancy.ApiKeys;

/// <summary>Makes API keys.</summary>
public class ApiKeyManager(IRepository<ApiKey, Guid> apiKeys, ICurrentUser user) : DomainService
{
    /// <summary>Makes a key for a tenant, made by whoever is signed in.</summary>
    /// <returns>The stored key, and its text, which nothing holds any more.</returns>
    public async Task<(ApiKey Key, string Secret)> CreateAsync(Guid tenantId)
    {
        var secret = ApiKeySecret.Generate();
        var key = new ApiKey(tenantId, GuidGenerator.Create(), secret, user.UserName ?? "unknown", Clock.Now);
        await apiKeys.InsertAsync(key);
        return (key, secret);
    }
}
