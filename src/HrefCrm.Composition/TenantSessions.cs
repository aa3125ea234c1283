using HrefCrm.Identity.Sessions;
using HrefCrm.Tenancy.Tenants;
using Volo.Abp.DependencyInjection;
using Volo.Abp.EventBus;

namespace HrefCrm.Composition;

/// <summary>
/// Suspending a tenant ends its people's sessions for good, not until it is reactivated. Reactivating ends them once more: of somebody who was
/// signing in at that very moment.
/// </summary>
internal sealed class TenantSessions(SessionManager sessions) :
    ILocalEventHandler<TenantSuspendedEvent>,
    ILocalEventHandler<TenantReactivatedEvent>,
    ITransientDependency
{
    public Task HandleEventAsync(TenantSuspendedEvent eventData) => sessions.EndAllAtAsync(eventData.TenantId);

    public Task HandleEventAsync(TenantReactivatedEvent eventData) => sessions.EndAllAtAsync(eventData.TenantId);
}
