using Volo.Abp.Application.Dtos;
using Volo.Abp.Application.Services;

namespace HrefCrm.Tenancy.ApiKeys;

/// <summary>
/// A tenant's API keys over their life (contract, "Keys over their life"). Within a tenant only its own keys exist, and null stands for it; HREF's own
/// side may name any tenant.
/// </summary>
public interface IApiKeyAppService : IApplicationService
{
    /// <summary>Lists a tenant's keys, newest first, ended ones included.</summary>
    Task<ListResultDto<ApiKeyDto>> GetListAsync(Guid? tenantId);

    /// <summary>
    /// Makes a new key; those that work now go on for the grace period, or until their own earlier end. Whatever happens at the same moment, one key is left
    /// without an end.
    /// </summary>
    /// <returns>The new key; nobody can see it again.</returns>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="TenancyErrorCodes.TenantNotFound"/>, <see cref="TenancyErrorCodes.ApiKeyConflict"/>.</exception>
    Task<NewApiKeyDto> RotateAsync(RotateApiKeyInput input);

    /// <summary>Ends a key at once. Doing it twice is harmless.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="TenancyErrorCodes.ApiKeyNotFound"/>.</exception>
    Task RevokeAsync(Guid? tenantId, Guid id);
}
