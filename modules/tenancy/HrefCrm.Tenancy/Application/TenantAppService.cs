using HrefCrm.Tenancy.Audit;
using HrefCrm.Tenancy.Domain;
using HrefCrm.Tenancy.Tenants;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
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
    AuditTrail audit,
    IOptions<TenancyOptions> options,
    ILocalEventBus events) : ApplicationService, ITenantAppService
{
    /// <inheritdoc />
    [Authorize(TenancyPermissions.Tenants.Provision)]
    public virtual async Task<ProvisionedTenantDto> ProvisionAsync(ProvisionTenantInput input)
    {
        if (!Slug.IsValid(input.Slug))
            throw TenancyErrors.SlugInvalid(input.Slug);

        // Asked first, since a refused insert is an error in the log; whoever is quicker in between is refused by it.
        var tenant = new Tenant(GuidGenerator.Create(), input.Slug, input.Name, Clock.Now);
        if (await tenants.FindAsync(t => t.Slug == input.Slug) is not null || !await tenants.TryInsertAsync(tenant))
            throw TenancyErrors.SlugTaken(input.Slug);

        var (_, secret) = await apiKeys.CreateAsync(tenant.Id);
        var provisioned = new TenantProvisionedEvent { TenantId = tenant.Id, AdminEmail = input.AdminEmail };
        await events.PublishAsync(provisioned, onUnitOfWorkComplete: false);
        await audit.RecordAsync(AuditAction.TenantProvisioned, tenant.Id);

        var inviteToken = provisioned.InviteToken ?? throw new AbpException("No module made the admin's invite.");
        return new ProvisionedTenantDto
        {
            Id = tenant.Id,
            Slug = tenant.Slug,
            Name = tenant.Name,
            CreatedAt = tenant.CreatedAt,
            Url = options.Value.WorkspaceUrl(tenant.Slug, "/"),
            ApiKey = secret,
            InviteUrl = options.Value.WorkspaceUrl(tenant.Slug, $"/invite/{inviteToken}"),
        };
    }

    /// <inheritdoc />
    public virtual async Task<PagedResultDto<TenantDto>> GetListAsync(GetTenantsInput input)
    {
        var (count, page) = await tenants.GetPageAsync(input.Filter, input.SkipCount, input.MaxResultCount);
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
        if (tenant.SuspendedAt is not null)
            return;
        tenant.Suspend(Clock.Now);
        await tenants.UpdateAsync(tenant);
        await audit.RecordAsync(AuditAction.TenantSuspended, id);
    }

    /// <inheritdoc />
    [Authorize(TenancyPermissions.Tenants.Suspend)]
    public virtual async Task ReactivateAsync(Guid id)
    {
        var tenant = await GetAsync(id);
        if (tenant.SuspendedAt is null)
            return;
        tenant.Reactivate(Clock.Now);
        await tenants.UpdateAsync(tenant);
        await audit.RecordAsync(AuditAction.TenantReactivated, id);
    }

    private async Task<Tenant> GetAsync(Guid id) =>
        await tenants.FindAsync(t => t.Id == id) ?? throw TenancyErrors.TenantNotFound(id.ToString());

    private TenantDto Map(Tenant tenant) => new()
    {
        Id = tenant.Id,
        Slug = tenant.Slug,
        Name = tenant.Name,
        Url = options.Value.WorkspaceUrl(tenant.Slug, "/"),
        SuspendedAt = tenant.SuspendedAt,
        CreatedAt = tenant.CreatedAt,
    };
}
