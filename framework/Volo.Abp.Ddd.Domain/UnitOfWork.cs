using Microsoft.Extensions.Options;
using Volo.Abp.DependencyInjection;
using Volo.Abp.EventBus.Local;

namespace Volo.Abp.Uow;

public class UnitOfWork(
    IServiceProvider serviceProvider,
    ILocalEventBus localEventBus,
    IOptions<AbpUnitOfWorkDefaultOptions> defaultOptions) : IUnitOfWork, ITransientDependency
{
    public const string UnitOfWorkReservationName = "_AbpActionUnitOfWork";

    private readonly Dictionary<string, IDatabaseApi> _databaseApis = [];
    private readonly Dictionary<string, ITransactionApi> _transactionApis = [];
    private readonly List<Func<Task>> _completedHandlers = [];
    private readonly List<UnitOfWorkEventRecord> _localEvents = [];
    private AbpUnitOfWorkOptions? _options;
    private Exception? _exception;
    private bool _isCompleting;
    private bool _isRolledback;

    public event EventHandler<UnitOfWorkFailedEventArgs> Failed = (_, _) => { };

    public event EventHandler<UnitOfWorkEventArgs> Disposed = (_, _) => { };

    public Guid Id { get; } = Guid.NewGuid();

    public Dictionary<string, object> Items { get; } = [];

    public IServiceProvider ServiceProvider => serviceProvider;

    public IAbpUnitOfWorkOptions Options => _options ?? throw new AbpException("The unit of work is reserved, but not begun.");

    public IUnitOfWork? Outer { get; private set; }

    public bool IsReserved { get; private set; }

    public bool IsDisposed { get; private set; }

    public bool IsCompleted { get; private set; }

    public string? ReservationName { get; private set; }

    public virtual void Initialize(AbpUnitOfWorkOptions options)
    {
        if (_options is not null)
            throw new AbpException("This unit of work has already been initialized.");
        var defaults = defaultOptions.Value;
        _options = new AbpUnitOfWorkOptions(options.IsTransactional, options.IsolationLevel ?? defaults.IsolationLevel, options.Timeout ?? defaults.Timeout);
        IsReserved = false;
    }

    public virtual void Reserve(string reservationName)
    {
        ReservationName = reservationName;
        IsReserved = true;
    }

    public virtual void SetOuter(IUnitOfWork? outer) => Outer = outer;

    public virtual async Task SaveChangesAsync(CancellationToken cancellationToken = default)
    {
        if (_isRolledback)
            return;
        foreach (var api in _databaseApis.Values.OfType<ISupportsSavingChanges>().ToList())
            await api.SaveChangesAsync(cancellationToken);
    }

    public virtual async Task CompleteAsync(CancellationToken cancellationToken = default)
    {
        if (_isRolledback)
            return;
        if (IsCompleted || _isCompleting)
            throw new AbpException("Completion has already been requested for this unit of work.");
        try
        {
            _isCompleting = true;
            await SaveChangesAsync(cancellationToken);
            // Handlers may change more and raise more; all of it belongs to this transaction.
            while (_localEvents.Count > 0)
            {
                var events = _localEvents.OrderBy(e => e.EventOrder).ToList();
                _localEvents.Clear();
                foreach (var record in events)
                    await localEventBus.PublishAsync(record.EventType, record.EventData, onUnitOfWorkComplete: false);
                await SaveChangesAsync(cancellationToken);
            }

            foreach (var api in _transactionApis.Values.ToList())
                await api.CommitAsync(cancellationToken);
            IsCompleted = true;
            foreach (var handler in _completedHandlers)
                await handler();
        }
        catch (Exception e)
        {
            _exception = e;
            throw;
        }
    }

    public virtual async Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        if (_isRolledback)
            return;
        _isRolledback = true;
        foreach (var api in _databaseApis.Values.OfType<ISupportsRollback>())
            await TryRollbackAsync(api, cancellationToken);
        foreach (var api in _transactionApis.Values.OfType<ISupportsRollback>())
            await TryRollbackAsync(api, cancellationToken);
    }

    public virtual IDatabaseApi? FindDatabaseApi(string key) => _databaseApis.GetValueOrDefault(key);

    public virtual void AddDatabaseApi(string key, IDatabaseApi api) => _databaseApis.Add(key, api);

    public virtual IDatabaseApi GetOrAddDatabaseApi(string key, Func<IDatabaseApi> factory) =>
        _databaseApis.TryGetValue(key, out var api) ? api : _databaseApis[key] = factory();

    public virtual ITransactionApi? FindTransactionApi(string key) => _transactionApis.GetValueOrDefault(key);

    public virtual void AddTransactionApi(string key, ITransactionApi api) => _transactionApis.Add(key, api);

    public virtual ITransactionApi GetOrAddTransactionApi(string key, Func<ITransactionApi> factory) =>
        _transactionApis.TryGetValue(key, out var api) ? api : _transactionApis[key] = factory();

    public virtual void OnCompleted(Func<Task> handler) => _completedHandlers.Add(handler);

    public virtual void AddOrReplaceLocalEvent(UnitOfWorkEventRecord eventRecord, Predicate<UnitOfWorkEventRecord>? replacementSelector = null)
    {
        var index = replacementSelector is null ? -1 : _localEvents.FindIndex(replacementSelector);
        if (index < 0)
            _localEvents.Add(eventRecord);
        else
            _localEvents[index] = eventRecord;
    }

    public virtual void Dispose()
    {
        if (IsDisposed)
            return;
        IsDisposed = true;
        foreach (var api in _transactionApis.Values)
            TryDispose(api);
        if (!IsCompleted || _exception is not null)
            Failed.Invoke(this, new UnitOfWorkFailedEventArgs(this, _exception, _isRolledback));
        Disposed.Invoke(this, new UnitOfWorkEventArgs(this));
        GC.SuppressFinalize(this);
    }

    private static void TryDispose(ITransactionApi api)
    {
        try
        {
            api.Dispose();
        }
        catch (Exception)
        {
        }
    }

    // A transaction whose connection is gone is rolled back by the server.
    private static async Task TryRollbackAsync(ISupportsRollback api, CancellationToken cancellationToken)
    {
        try
        {
            await api.RollbackAsync(cancellationToken);
        }
        catch (Exception)
        {
        }
    }
}
