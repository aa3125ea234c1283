using HrefCrm.Tenancy.Domain;
using HrefCrm.Tenancy.Tenants;
using Microsoft.AspNetCore.Authorization;
using Volo.Abp;
using Volo.Abp.Application.Dtos;
using Volo.Abp.Application.Services;
using Volo.Abp.EventBus.Local;

namespace HrefCrm.Tenancy.Application;

/// <inheritdoc cref="ITenantAppService" />
[RemoteService(IsEnabled = false)]
[Authorize(TenancyPermissions.Tenants.Default)]
public class TenantAppService(
    ITenantRepository tenants,
    ApiKeyManager apiKeys,
    ILocalEventBus events) : ApplicationService, ITenantAppService
{
    /// <inheritdoc />
    [Authorize(TenancyPermissions.Tenants.Provision)]
    public virtual async Task<ProvisionedTenantDto> ProvisionAsync(ProvisionTenantInput input)
    {
        if (!Slug.IsValid(input.Slug))
            throw TenancyErrors.SlugInvalid(input.Slug);

        var tenant = new Tenant(GuidGenerator.Create(), input.Slug, input.Name, Clock.Now);
        if (!await tenants.TryInsertAsync(tenant))
            throw TenancyErrors.SlugTaken(input.Slug);

        var (_, secret) = await apiKeys.CreateAsync(tenant.Id);
        var provisioned = new TenantProvisionedEvent { TenantId = tenant.Id, AdminEmail = input.AdminEmail };
        await events.PublishAsync(provisioned, onUnitOfWorkComplete: false);

        return new ProvisionedTenantDto
        {
            Id = tenant.Id,
            Slug = tenant.Slug,
            Name = tenant.Name,
            CreatedAt = tenant.CreatedAt,
            ApiKey = secret,
            InviteToken = provisioned.InviteToken ?? throw new AbpException("No module made the admin's invite."),
        };
    }

    /// <inheritdoc />
    public virtual async Task<PagedResultDto<TenantDto>> GetListAsync(GetTenantsInput input)
    {
        var query = await tenants.GetQueryableAsync();
        if (!string.IsNullOrWhiteSpace(input.Filter))
        {
#pragma warning disable CA1862, CA1304, CA1311 // Translated to SQL, where a comparison option cannot go.
            var part = input.Filter.Trim().ToLower();
            query = query.Where(t => t.Slug.Contains(part) || t.Name.ToLower().Contains(part));
#pragma warning restore CA1862, CA1304, CA1311
        }

        var count = await AsyncExecuter.LongCountAsync(query);
        var page = await AsyncExecuter.ToListAsync(query.OrderBy(t => t.Slug).Skip(input.SkipCount).Take(input.MaxResultCount));
        return new PagedResultDto<TenantDto>(count, page.Select(Map).ToList());
    }

    /// <inheritdoc />
    public virtual async Task<TenantDto> GetBySlugAsync(string slug) =>
        Map(await tenants.FindAsync(t => t.Slug == slug) ?? throw TenancyErrors.TenantNotFound(slug));

    /// <inheritdoc />
    [Authorize(TenancyPermissions.Tenants.Suspend)]
    public virtual async Task SuspendAsync(Guid id)
    {
        var tenant = await GetAsync(id);
        tenant.Suspend(Clock.Now);
        await tenants.UpdateAsync(tenant);
    }

    /// <inheritdoc />
    [Authorize(TenancyPermissions.Tenants.Suspend)]
    public virtual async Task ReactivateAsync(Guid id)
    {
        var tenant = await GetAsync(id);
        tenant.Reactivate(Clock.Now);
        await tenants.UpdateAsync(tenant);
    }

    private async Task<Tenant> GetAsync(Guid id) =>
        await tenants.FindAsync(t => t.Id == id) ?? throw TenancyErrors.TenantNotFound(id.ToString());

    private static TenantDto Map(Tenant tenant) => new()
    {
        Id = tenant.Id,
        Slug = tenant.Slug,
        Name = tenant.Name,
        SuspendedAt = tenant.SuspendedAt,
        CreatedAt = tenant.CreatedAt,
    };
}
