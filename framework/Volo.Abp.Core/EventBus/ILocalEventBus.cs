namespace Volo.Abp.EventBus
{
    public interface IEventHandler;

    public interface ILocalEventHandler<in TEvent> : IEventHandler
    {
        Task HandleEventAsync(TEvent eventData);
    }

    public interface IEventBus
    {
        Task PublishAsync<TEvent>(TEvent eventData, bool onUnitOfWorkComplete = true)
            where TEvent : class;

        Task PublishAsync(Type eventType, object eventData, bool onUnitOfWorkComplete = true);
    }
}

namespace Volo.Abp.EventBus.Local
{
    /// <summary>Tells the handlers in this process of an event, by default within the current unit of work as it completes.</summary>
    public interface ILocalEventBus : IEventBus;
}
