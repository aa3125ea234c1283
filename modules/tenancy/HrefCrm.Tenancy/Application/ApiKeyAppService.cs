using HrefCrm.Tenancy.ApiKeys;
using HrefCrm.Tenancy.Domain;
using Microsoft.AspNetCore.Authorization;
using Volo.Abp;
using Volo.Abp.Application.Dtos;
using Volo.Abp.Application.Services;
using Volo.Abp.Domain.Repositories;

namespace HrefCrm.Tenancy.Application;

/// <inheritdoc cref="IApiKeyAppService" />
[RemoteService(IsEnabled = false)]
[Authorize(TenancyPermissions.ApiKeys.Default)]
public class ApiKeyAppService(
    ITenantRepository tenants,
    IRepository<ApiKey, Guid> apiKeys,
    ApiKeyManager manager) : ApplicationService, IApiKeyAppService
{
    /// <inheritdoc />
    public virtual async Task<ListResultDto<ApiKeyDto>> GetListAsync(Guid tenantId)
    {
        using (Within(tenantId))
        {
            var keys = await apiKeys.GetListAsync(k => k.TenantId == tenantId);
            return new ListResultDto<ApiKeyDto>(keys.OrderByDescending(k => k.CreatedAt).Select(Map).ToList());
        }
    }

    /// <inheritdoc />
    [Authorize(TenancyPermissions.ApiKeys.Rotate)]
    public virtual async Task<NewApiKeyDto> RotateAsync(RotateApiKeyInput input)
    {
        using (Within(input.TenantId))
        {
            if (await tenants.FindAsync(t => t.Id == input.TenantId) is null)
                throw TenancyErrors.TenantNotFound(input.TenantId.ToString());

            var end = Clock.Now + input.Grace;
            var old = await apiKeys.GetListAsync(k => k.TenantId == input.TenantId && (k.EndsAt == null || k.EndsAt > end));
            foreach (var key in old)
            {
                key.EndBy(end);
                await apiKeys.UpdateAsync(key);
            }

            var (created, secret) = await manager.CreateAsync(input.TenantId);
            return new NewApiKeyDto
            {
                Id = created.Id,
                LastFour = created.LastFour,
                CreatedAt = created.CreatedAt,
                CreatedBy = created.CreatedBy,
                ApiKey = secret,
            };
        }
    }

    /// <inheritdoc />
    [Authorize(TenancyPermissions.ApiKeys.Revoke)]
    public virtual async Task RevokeAsync(Guid tenantId, Guid id)
    {
        using (Within(tenantId))
        {
            var key = await apiKeys.FindAsync(k => k.TenantId == tenantId && k.Id == id) ?? throw TenancyErrors.ApiKeyNotFound();
            key.Revoke(Clock.Now);
            await apiKeys.UpdateAsync(key);
        }
    }

    // HREF's own side steps into the tenant; a tenant cannot step into another.
    private IDisposable Within(Guid tenantId) =>
        CurrentTenant.Id is null || CurrentTenant.Id == tenantId
            ? CurrentTenant.Change(tenantId)
            : throw TenancyErrors.TenantNotFound(tenantId.ToString());

    private static ApiKeyDto Map(ApiKey key) => new()
    {
        Id = key.Id,
        LastFour = key.LastFour,
        CreatedAt = key.CreatedAt,
        CreatedBy = key.CreatedBy,
        LastUsedAt = key.LastUsedAt,
        EndsAt = key.EndsAt,
        IsRevoked = key.RevokedAt is not null,
    };
}
