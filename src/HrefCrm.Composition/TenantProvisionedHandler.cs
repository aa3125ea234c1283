using HrefCrm.Leads.Pipeline;
using HrefCrm.Tenancy.Provisioning;
using Volo.Abp.DependencyInjection;
using Volo.Abp.EventBus;

namespace HrefCrm.Composition;

/// <summary>A new tenant gets its pipeline, in the transaction that makes it.</summary>
internal sealed class TenantProvisionedHandler(PipelineManager pipelines) : ILocalEventHandler<TenantProvisionedEvent>, ITransientDependency
{
    public Task HandleEventAsync(TenantProvisionedEvent eventData) => pipelines.CreateDefaultStagesAsync(eventData.TenantId);
}
