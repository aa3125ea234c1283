using Volo.Abp.DependencyInjection;
using Volo.Abp.EventBus;
using Volo.Abp.Uow;

namespace HrefCrm.Identity.Sessions;

/// <summary>The open pages on this host end together with their session, as soon as that is committed.</summary>
internal sealed class SessionEndedHandler(CircuitSessionMonitor monitor, IUnitOfWorkManager unitsOfWork)
    : ILocalEventHandler<SessionEndedEvent>, ITransientDependency
{
    public Task HandleEventAsync(SessionEndedEvent eventData)
    {
        unitsOfWork.Current!.OnCompleted(() =>
        {
            monitor.End(eventData.SessionId);
            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }
}
