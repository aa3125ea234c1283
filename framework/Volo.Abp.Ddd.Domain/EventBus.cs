using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Uow;

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
    public interface ILocalEventBus : IEventBus;

    public class AbpLocalEventBusOptions
    {
        public Collections.ITypeList<IEventHandler> Handlers { get; } = new Collections.TypeList<IEventHandler>();
    }

    // Handlers run in the publisher's unit of work, each from a scope of its own.
    [ExposeServices(typeof(ILocalEventBus), typeof(LocalEventBus))]
    public class LocalEventBus(
        Microsoft.Extensions.Options.IOptions<AbpLocalEventBusOptions> options,
        IServiceScopeFactory serviceScopeFactory,
        IUnitOfWorkManager unitOfWorkManager,
        MultiTenancy.ICurrentTenant currentTenant) : ILocalEventBus, ISingletonDependency
    {
        private static readonly MethodInfo InvokeMethod = typeof(LocalEventBus).GetMethod(nameof(InvokeAsync), BindingFlags.Static | BindingFlags.NonPublic)!;

        private readonly Dictionary<Type, Type[]> _handlers = options.Value.Handlers
            .SelectMany(handler => handler.GetInterfaces()
                .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ILocalEventHandler<>))
                .Select(i => (Event: i.GenericTypeArguments[0], Handler: handler)))
            .GroupBy(p => p.Event, p => p.Handler)
            .ToDictionary(g => g.Key, g => g.ToArray());

        public Task PublishAsync<TEvent>(TEvent eventData, bool onUnitOfWorkComplete = true)
            where TEvent : class => PublishAsync(typeof(TEvent), eventData, onUnitOfWorkComplete);

        public Task PublishAsync(Type eventType, object eventData, bool onUnitOfWorkComplete = true)
        {
            if (onUnitOfWorkComplete && unitOfWorkManager.Current is { } unitOfWork)
            {
                unitOfWork.AddOrReplaceLocalEvent(new UnitOfWorkEventRecord(eventType, eventData, Domain.Entities.EventOrderGenerator.GetNext()));
                return Task.CompletedTask;
            }

            return TriggerHandlersAsync(eventType, eventData);
        }

        private async Task TriggerHandlersAsync(Type eventType, object eventData)
        {
            var failures = new List<Exception>();
            foreach (var handled in _handlers.Keys.Where(t => t.IsAssignableFrom(eventType)))
            {
                foreach (var handlerType in _handlers[handled])
                {
                    try
                    {
                        using var scope = serviceScopeFactory.CreateScope();
                        using var tenant = currentTenant.Change(eventData is MultiTenancy.IMultiTenant owned ? owned.TenantId : currentTenant.Id);
                        var handler = scope.ServiceProvider.GetRequiredService(handlerType);
                        using var unitOfWork = unitOfWorkManager.Begin(new AbpUnitOfWorkOptions());
                        await (Task)InvokeMethod.MakeGenericMethod(handled).Invoke(null, [handler, eventData])!;
                        await unitOfWork.CompleteAsync();
                    }
                    catch (Exception e)
                    {
                        failures.Add(e);
                    }
                }
            }

            if (failures.Count == 1)
                ExceptionDispatchInfo.Throw(failures[0]);
            if (failures.Count > 1)
                throw new AggregateException($"More than one error has occurred while triggering the event: {eventType}", failures);
        }

        private static Task InvokeAsync<TEvent>(ILocalEventHandler<TEvent> handler, TEvent eventData) => handler.HandleEventAsync(eventData);
    }
}
