using HrefCrm.Tenancy.ApiKeys;
using HrefCrm.Tenancy.Audit;
using HrefCrm.Tenancy.Tenants;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Volo.Abp;
using Volo.Abp.Application.Services;
using Volo.Abp.EventBus.Local;

namespace HrefCrm.Tenancy.Provisioning;

/// <inheritdoc cref="IProvisioningAppService" />
[RemoteService(IsEnabled = false)]
[Authorize(TenancyPermissions.Tenants.Provision)]
public class ProvisioningAppService(
    ITenantRepository tenants,
    ApiKeyManager apiKeys,
    IAdminInviter admins,
    AuditTrail audit,
    IOptions<TenancyOptions> options,
    ILocalEventBus events) : ApplicationService, IProvisioningAppService
{
    /// <inheritdoc />
    public virtual async Task<ProvisionedTenantDto> ProvisionAsync(ProvisionTenantInput input)
    {
        if (!Slug.IsValid(input.Slug))
            throw TenancyErrors.SlugInvalid(input.Slug);

        // Asked first, since a refused insert is an error in the log; whoever is quicker in between is refused by it.
        var tenant = new Tenant(GuidGenerator.Create(), input.Slug, input.Name, Clock.Now);
        if (await tenants.FindAsync(t => t.Slug == input.Slug) is not null || !await tenants.TryInsertAsync(tenant))
            throw TenancyErrors.SlugTaken(input.Slug);

        var (_, secret) = await apiKeys.CreateAsync(tenant.Id);
        var workspace = options.Value.WorkspaceUrl(tenant.Slug, "/");
        var invite = await admins.InviteAsync(tenant.Id, workspace, input.AdminEmail);
        await events.PublishAsync(new TenantProvisionedEvent(tenant.Id), onUnitOfWorkComplete: false);
        await audit.RecordAsync(AuditAction.TenantProvisioned, tenant.Id);
        return new ProvisionedTenantDto
        {
            Id = tenant.Id,
            Slug = tenant.Slug,
            Name = tenant.Name,
            CreatedAt = tenant.CreatedAt,
            Url = workspace,
            ApiKey = secret,
            InviteUrl = invite?.Link,
            IsInviteMailed = invite?.IsMailed == true,
        };
    }
}
