using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Volo.Abp;
using Volo.Abp.Application.Dtos;
using Volo.Abp.Application.Services;
using Volo.Abp.EventBus.Local;

namespace HrefCrm.Tenancy.Tenants;

/// <inheritdoc cref="ITenantAppService" />
[RemoteService(IsEnabled = false)]
[Authorize(TenancyPermissions.Tenants.Default)]
public class TenantAppService(
    ITenantRepository tenants,
    IAdminInviter admins,
    IOptions<TenancyOptions> options,
    ILocalEventBus events) : ApplicationService, ITenantAppService
{
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
        var tenant = await LockAsync(id);
        tenant.Suspend(Clock.Now);
        await tenants.UpdateAsync(tenant);
    }

    /// <inheritdoc />
    [Authorize(TenancyPermissions.Tenants.Suspend)]
    public virtual async Task ReactivateAsync(Guid id)
    {
        var tenant = await LockAsync(id);
        tenant.Reactivate(Clock.Now);
        await tenants.UpdateAsync(tenant);
    }

    /// <inheritdoc />
    [Authorize(TenancyPermissions.Tenants.Provision)]
    public virtual async Task<AdminInviteDto> InviteAdminAsync(Guid id, InviteAdminInput input)
    {
        var tenant = await LockAsync(id);
        var email = input.Email.Trim();
        var invite = await admins.InviteAsync(tenant.Id, options.Value.WorkspaceUrl(tenant.Slug, "/"), email) ?? throw TenancyErrors.NobodyInvited();
        await events.PublishAsync(new TenantAdminInvitedEvent(tenant.Id, email), onUnitOfWorkComplete: false);
        return new AdminInviteDto { Email = email, Link = invite.Link, IsMailed = invite.IsMailed };
    }

    private async Task<Tenant> LockAsync(Guid id)
    {
        var tenant = await tenants.FindAsync(t => t.Id == id) ?? throw TenancyErrors.TenantNotFound(id.ToString());
        await tenants.LockAsync(tenant);
        return tenant;
    }

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
