using HrefCrm.Tenancy.Audit;
using HrefCrm.Tenancy.Tenants;
using Microsoft.AspNetCore.Authorization;
using Volo.Abp;
using Volo.Abp.Application.Dtos;
using Volo.Abp.Application.Services;
using Volo.Abp.Domain.Repositories;

namespace HrefCrm.Tenancy.ApiKeys;

/// <inheritdoc cref="IApiKeyAppService" />
[RemoteService(IsEnabled = false)]
[Authorize(TenancyPermissions.ApiKeys.Default)]
public class ApiKeyAppService(
    ITenantRepository tenants,
    IRepository<ApiKey, Guid> apiKeys,
    ApiKeyManager manager,
    AuditTrail audit) : ApplicationService, IApiKeyAppService
{
    /// <inheritdoc />
    public virtual async Task<ListResultDto<ApiKeyDto>> GetListAsync(Guid? tenantId)
    {
        using (Within(tenantId, out var id))
        {
            var keys = await apiKeys.GetListAsync(k => k.TenantId == id);
            return new ListResultDto<ApiKeyDto>(keys.OrderByDescending(k => k.CreatedAt).Select(Map).ToList());
        }
    }

    /// <inheritdoc />
    [Authorize(TenancyPermissions.ApiKeys.Rotate)]
    public virtual async Task<NewApiKeyDto> RotateAsync(RotateApiKeyInput input)
    {
        using (Within(input.TenantId, out var tenantId))
        {
            await LockAsync(tenantId);
            var keys = await apiKeys.GetListAsync(k => k.TenantId == tenantId);
            if (input.NewestKeyId is { } seen && keys.MaxBy(k => k.CreatedAt) is { } newest && newest.Id != seen)
                throw TenancyErrors.ApiKeyConflict(Shown(newest));

            var end = Clock.Now + input.Grace;
            var old = keys.FindAll(k => k.EndsAt is null || k.EndsAt > end);
            foreach (var key in old)
            {
                key.EndBy(end);
                await apiKeys.UpdateAsync(key);
            }

            var (created, secret) = await manager.CreateAsync(tenantId);
            await audit.RecordAsync(AuditAction.KeyRotated, tenantId, $"New key {Shown(created)}; {Described(old.Count, input.Grace)}.");
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
    public virtual async Task RevokeAsync(Guid? tenantId, Guid id)
    {
        using (Within(tenantId, out var owner))
        {
            await LockAsync(owner);
            var key = await apiKeys.FindAsync(k => k.TenantId == owner && k.Id == id) ?? throw TenancyErrors.ApiKeyNotFound();
            if (key.RevokedAt is not null)
                return;
            key.Revoke(Clock.Now);
            await apiKeys.UpdateAsync(key);
            await audit.RecordAsync(AuditAction.KeyRevoked, owner, Shown(key));
        }
    }

    // HREF's own side steps into the tenant; a tenant cannot step into another.
    private IDisposable Within(Guid? asked, out Guid tenantId)
    {
        tenantId = asked ?? CurrentTenant.Id ?? throw TenancyErrors.TenantNotFound("");
        return CurrentTenant.Id is null || CurrentTenant.Id == tenantId
            ? CurrentTenant.Change(tenantId)
            : throw TenancyErrors.TenantNotFound(tenantId.ToString());
    }

    // Who changes keys takes turns, so that each knows what the one before has done.
    private async Task LockAsync(Guid tenantId) =>
        await tenants.LockAsync(await tenants.FindAsync(t => t.Id == tenantId) ?? throw TenancyErrors.TenantNotFound(tenantId.ToString()));

    private static string Shown(ApiKey key) => $"{ApiKeyConsts.Prefix}…{key.LastFour}";

    private static string Described(int olderKeys, TimeSpan grace) => (olderKeys, grace) switch
    {
        (0, _) => "no older key was working longer",
        (_, { Ticks: 0 }) => "the older ones ended at once",
        _ => $"the older ones end after {(grace.Days > 0 ? $"{grace.Days} d " : "")}{(grace.Hours > 0 ? $"{grace.Hours} h " : "")}{(grace.Minutes > 0 ? $"{grace.Minutes} min" : "")}".TrimEnd(),
    };

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
