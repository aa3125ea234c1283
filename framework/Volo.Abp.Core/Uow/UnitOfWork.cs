using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.EventBus.Local;

namespace Volo.Abp.Uow;

// The databases that a unit of work has touched.
internal interface IUnitOfWorkDatabases : IDisposable
{
    Task SaveChangesAsync(CancellationToken cancellationToken);

    Task CommitAsync(CancellationToken cancellationToken);

    Task RollbackAsync(CancellationToken cancellationToken);
}

internal sealed record UnitOfWorkEvent(Type EventType, object EventData, long EventOrder);

internal sealed class UnitOfWork(IServiceProvider serviceProvider, UnitOfWork? outer, AbpUnitOfWorkOptions options, Action disposed)
    : IUnitOfWork
{
    private readonly List<UnitOfWorkEvent> _localEvents = [];
    private readonly List<Func<Task>> _completedHandlers = [];
    private bool _isCompleting;
    private bool _isCompleted;
    private bool _isRolledBack;
    private bool _isDisposed;

    public IAbpUnitOfWorkOptions Options => options;

    public IServiceProvider ServiceProvider => serviceProvider;

    public UnitOfWork? Outer => outer;

    public bool IsOpen => !_isDisposed && !_isCompleted;

    public IUnitOfWorkDatabases? Databases { get; set; }

    public void OnCompleted(Func<Task> handler) => _completedHandlers.Add(handler);

    public void AddLocalEvent(UnitOfWorkEvent localEvent) => _localEvents.Add(localEvent);

    public async Task CompleteAsync(CancellationToken cancellationToken = default)
    {
        if (_isRolledBack)
            return;
        if (_isCompleted || _isCompleting)
            throw new AbpException("Completion has already been requested for this unit of work.");

        _isCompleting = true;
        await SaveChangesAsync(cancellationToken);
        // Handlers may change more and raise more; all of it belongs to this transaction.
        while (_localEvents.Count > 0)
        {
            var events = _localEvents.OrderBy(e => e.EventOrder).ToList();
            _localEvents.Clear();
            foreach (var localEvent in events)
            {
                await serviceProvider.GetRequiredService<ILocalEventBus>()
                    .PublishAsync(localEvent.EventType, localEvent.EventData, onUnitOfWorkComplete: false);
            }

            await SaveChangesAsync(cancellationToken);
        }

        if (Databases is not null)
            await Databases.CommitAsync(cancellationToken);
        _isCompleted = true;
        foreach (var handler in _completedHandlers)
            await handler();
    }

    public async Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        if (_isRolledBack)
            return;
        _isRolledBack = true;
        try
        {
            if (Databases is not null)
                await Databases.RollbackAsync(cancellationToken);
        }
        catch (Exception)
        {
            // A transaction whose connection is gone is rolled back by the server.
        }
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        try
        {
            Databases?.Dispose();
        }
        catch (Exception)
        {
            // Likewise.
        }

        disposed();
    }

    private Task SaveChangesAsync(CancellationToken cancellationToken) =>
        Databases?.SaveChangesAsync(cancellationToken) ?? Task.CompletedTask;
}

// Joins the unit of work around it: completing is the outer one's.
internal sealed class ChildUnitOfWork(UnitOfWork parent) : IUnitOfWork
{
    public IAbpUnitOfWorkOptions Options => parent.Options;

    public Task CompleteAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task RollbackAsync(CancellationToken cancellationToken = default) => parent.RollbackAsync(cancellationToken);

    public void OnCompleted(Func<Task> handler) => parent.OnCompleted(handler);

    public void Dispose()
    {
    }
}
