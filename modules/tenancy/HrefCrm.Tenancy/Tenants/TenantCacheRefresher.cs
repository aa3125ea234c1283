using Volo.Abp.DependencyInjection;
using Volo.Abp.EventBus;
using Volo.Abp.Uow;

namespace HrefCrm.Tenancy.Tenants;

/// <summary>
/// This host knows of a suspension as soon as it is committed, before whatever ends with it: who is led away from an open page must not find
/// half a workspace.
/// </summary>
internal sealed class TenantCacheRefresher(TenantCache cache, IUnitOfWorkManager unitsOfWork)
    : ILocalEventHandler<TenantSuspendedEvent>, ITransientDependency
{
    public Task HandleEventAsync(TenantSuspendedEvent eventData)
    {
        // What ends with it is told in events of a later round, so this comes first.
        unitsOfWork.Current!.OnCompleted(cache.RefreshAsync);
        return Task.CompletedTask;
    }
}
