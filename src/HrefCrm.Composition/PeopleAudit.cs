using HrefCrm.Identity.Accounts;
using HrefCrm.Identity.Sessions;
using HrefCrm.Identity.Staff;
using HrefCrm.Identity.Team;
using HrefCrm.Tenancy.Audit;
using Volo.Abp.DependencyInjection;
using Volo.Abp.EventBus;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Composition;

/// <summary>
/// What people do goes into Tenancy's audit trail, in the transaction that it happens in: people and sessions are written outside any
/// tenant.
/// </summary>
internal sealed class PeopleAudit(AuditTrail audit, ICurrentTenant currentTenant) :
    ILocalEventHandler<SignedInEvent>,
    ILocalEventHandler<EmailConfirmedEvent>,
    ILocalEventHandler<LockedOutEvent>,
    ILocalEventHandler<PasswordChangedEvent>,
    ILocalEventHandler<MemberInvitedEvent>,
    ILocalEventHandler<InviteRevokedEvent>,
    ILocalEventHandler<MemberRemovedEvent>,
    ILocalEventHandler<SecondFactorResetEvent>,
    ILocalEventHandler<StaffAddedEvent>,
    ILocalEventHandler<StaffRemovedEvent>,
    ITransientDependency
{
    public Task HandleEventAsync(SignedInEvent eventData) => OutsideAsync(AuditAction.SignedIn, eventData.TenantId, actor: eventData.Email);

    public Task HandleEventAsync(EmailConfirmedEvent eventData) =>
        OutsideAsync(AuditAction.EmailConfirmed, eventData.TenantId, actor: eventData.Email);

    public Task HandleEventAsync(LockedOutEvent eventData) =>
        OutsideAsync(AuditAction.LockedOut, eventData.TenantId, actor: eventData.Email);

    public Task HandleEventAsync(PasswordChangedEvent eventData) =>
        OutsideAsync(AuditAction.PasswordChanged, eventData.TenantId, actor: eventData.Email);

    public Task HandleEventAsync(MemberInvitedEvent eventData) =>
        audit.RecordAsync(AuditAction.Invited, eventData.TenantId, eventData.Email);

    public Task HandleEventAsync(InviteRevokedEvent eventData) =>
        audit.RecordAsync(AuditAction.InviteRevoked, eventData.TenantId, eventData.Email);

    public Task HandleEventAsync(MemberRemovedEvent eventData) =>
        OutsideAsync(AuditAction.Removed, eventData.TenantId, detail: eventData.Email);

    public Task HandleEventAsync(SecondFactorResetEvent eventData) =>
        OutsideAsync(AuditAction.SecondFactorReset, eventData.TenantId, detail: eventData.Email);

    public Task HandleEventAsync(StaffAddedEvent eventData) => audit.RecordAsync(AuditAction.StaffAdded, null, eventData.Email);

    public Task HandleEventAsync(StaffRemovedEvent eventData) => audit.RecordAsync(AuditAction.StaffRemoved, null, eventData.Email);

    private async Task OutsideAsync(AuditAction action, Guid? tenantId, string? detail = null, string? actor = null)
    {
        using (currentTenant.Change(null))
            await audit.RecordAsync(action, tenantId, detail, actor);
    }
}
