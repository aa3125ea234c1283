using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Domain.Entities;
using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Uow;

namespace Volo.Abp.EventBus.Local;

internal sealed class LocalEventBus(
    LoadedModules modules,
    IServiceProviderIsService services,
    IServiceScopeFactory serviceScopeFactory,
    UnitOfWorkManager unitOfWorkManager,
    ICurrentTenant currentTenant)
    : ILocalEventBus, ISingletonDependency
{
    private static readonly MethodInfo InvokeMethod =
        typeof(LocalEventBus).GetMethod(nameof(InvokeAsync), BindingFlags.Static | BindingFlags.NonPublic)!;

    // Those that are registered, in the order of the modules.
    private readonly ILookup<Type, Type> _handlers =
        (from handler in modules.Classes
         where typeof(IEventHandler).IsAssignableFrom(handler) && services.IsService(handler)
         from service in handler.GetInterfaces()
         where service.IsGenericType && service.GetGenericTypeDefinition() == typeof(ILocalEventHandler<>)
         select (Event: service.GenericTypeArguments[0], Handler: handler)).ToLookup(p => p.Event, p => p.Handler);

    public Task PublishAsync<TEvent>(TEvent eventData, bool onUnitOfWorkComplete = true)
        where TEvent : class => PublishAsync(typeof(TEvent), eventData, onUnitOfWorkComplete);

    public Task PublishAsync(Type eventType, object eventData, bool onUnitOfWorkComplete = true)
    {
        if (onUnitOfWorkComplete && unitOfWorkManager.CurrentUnit is { } unitOfWork)
        {
            unitOfWork.AddLocalEvent(new UnitOfWorkEvent(eventType, eventData, EventOrderGenerator.GetNext()));
            return Task.CompletedTask;
        }

        return TriggerHandlersAsync(eventType, eventData);
    }

    private async Task TriggerHandlersAsync(Type eventType, object eventData)
    {
        var failures = new List<Exception>();
        foreach (var handlers in _handlers.Where(g => g.Key.IsAssignableFrom(eventType)))
        {
            foreach (var handlerType in handlers)
            {
                try
                {
                    using var scope = serviceScopeFactory.CreateScope();
                    using var tenant = currentTenant.Change(eventData is IMultiTenant owned ? owned.TenantId : currentTenant.Id);
                    var handler = scope.ServiceProvider.GetRequiredService(handlerType);
                    await (Task)InvokeMethod.MakeGenericMethod(handlers.Key).Invoke(null, [handler, eventData])!;
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

    // Awaits, so that what a handler throws at once comes unwrapped as well.
    private static async Task InvokeAsync<TEvent>(ILocalEventHandler<TEvent> handler, TEvent eventData) =>
        await handler.HandleEventAsync(eventData);
}
