using HrefCrm.Identity;
using HrefCrm.Identity.Domain;
using HrefCrm.Leads.Domain;
using HrefCrm.Tenancy.Tenants;
using Volo.Abp.DependencyInjection;
using Volo.Abp.EventBus;

namespace HrefCrm.Composition;

/// <summary>What a new tenant gets from the other modules, in the transaction that makes it.</summary>
internal sealed class TenantProvisionedHandler(PipelineManager pipelines, InviteManager invites)
    : ILocalEventHandler<TenantProvisionedEvent>, ITransientDependency
{
    public async Task HandleEventAsync(TenantProvisionedEvent eventData)
    {
        await pipelines.CreateDefaultStagesAsync(eventData.TenantId);
        (_, eventData.InviteToken) = await invites.CreateAsync(
            eventData.TenantId, eventData.AdminEmail, WorkspaceRole.Admin, invitedBy: null);
    }
}
