using HrefCrm.Tenancy.Tenants;
using Volo.Abp.DependencyInjection;
using Volo.Abp.EventBus;

namespace HrefCrm.Tenancy.Audit;

/// <summary>What happens to a tenant goes into the trail.</summary>
internal sealed class TenantAudit(AuditTrail audit) :
    ILocalEventHandler<TenantSuspendedEvent>,
    ILocalEventHandler<TenantReactivatedEvent>,
    ILocalEventHandler<TenantAdminInvitedEvent>,
    ITransientDependency
{
    public Task HandleEventAsync(TenantSuspendedEvent eventData) => audit.RecordAsync(AuditAction.TenantSuspended, eventData.TenantId);

    public Task HandleEventAsync(TenantReactivatedEvent eventData) => audit.RecordAsync(AuditAction.TenantReactivated, eventData.TenantId);

    public Task HandleEventAsync(TenantAdminInvitedEvent eventData) =>
        audit.RecordAsync(AuditAction.Invited, eventData.TenantId, eventData.Email);
}
