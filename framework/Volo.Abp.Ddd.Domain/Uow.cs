using System.Data;
using Volo.Abp.DependencyInjection;

namespace Volo.Abp.Uow;

public interface IUnitOfWorkEnabled;

public interface IAbpUnitOfWorkOptions
{
    bool IsTransactional { get; }

    IsolationLevel? IsolationLevel { get; }

    int? Timeout { get; }
}

public class AbpUnitOfWorkOptions : IAbpUnitOfWorkOptions
{
    public AbpUnitOfWorkOptions()
    {
    }

    public AbpUnitOfWorkOptions(bool isTransactional = false, IsolationLevel? isolationLevel = null, int? timeout = null)
    {
        IsTransactional = isTransactional;
        IsolationLevel = isolationLevel;
        Timeout = timeout;
    }

    public bool IsTransactional { get; set; }

    public IsolationLevel? IsolationLevel { get; set; }

    public int? Timeout { get; set; }
}

public enum UnitOfWorkTransactionBehavior
{
    Auto,
    Enabled,
    Disabled,
}

public class AbpUnitOfWorkDefaultOptions
{
    public UnitOfWorkTransactionBehavior TransactionBehavior { get; set; } = UnitOfWorkTransactionBehavior.Auto;

    public IsolationLevel? IsolationLevel { get; set; }

    public int? Timeout { get; set; }

    public bool CalculateIsTransactional(bool autoValue) => TransactionBehavior switch
    {
        UnitOfWorkTransactionBehavior.Enabled => true,
        UnitOfWorkTransactionBehavior.Disabled => false,
        _ => autoValue,
    };
}

[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Interface)]
public class UnitOfWorkAttribute : Attribute
{
    public UnitOfWorkAttribute()
    {
    }

    public UnitOfWorkAttribute(bool isTransactional) => IsTransactional = isTransactional;

    public bool? IsTransactional { get; set; }

    public int? Timeout { get; set; }

    public IsolationLevel? IsolationLevel { get; set; }

    public bool IsDisabled { get; set; }

    public virtual void SetOptions(AbpUnitOfWorkOptions options)
    {
        options.IsTransactional = IsTransactional ?? options.IsTransactional;
        options.Timeout = Timeout ?? options.Timeout;
        options.IsolationLevel = IsolationLevel ?? options.IsolationLevel;
    }
}

public interface IDatabaseApi;

public interface ITransactionApi : IDisposable
{
    Task CommitAsync(CancellationToken cancellationToken = default);
}

public interface ISupportsSavingChanges
{
    Task SaveChangesAsync(CancellationToken cancellationToken = default);
}

public interface ISupportsRollback
{
    Task RollbackAsync(CancellationToken cancellationToken = default);
}

public interface IDatabaseApiContainer : IServiceProviderAccessor
{
    IDatabaseApi? FindDatabaseApi(string key);

    void AddDatabaseApi(string key, IDatabaseApi api);

    IDatabaseApi GetOrAddDatabaseApi(string key, Func<IDatabaseApi> factory);
}

public interface ITransactionApiContainer
{
    ITransactionApi? FindTransactionApi(string key);

    void AddTransactionApi(string key, ITransactionApi api);

    ITransactionApi GetOrAddTransactionApi(string key, Func<ITransactionApi> factory);
}

public class UnitOfWorkEventRecord(Type eventType, object eventData, long eventOrder, bool useOutbox = true)
{
    public object EventData { get; } = eventData;

    public Type EventType { get; } = eventType;

    public long EventOrder { get; protected set; } = eventOrder;

    public bool UseOutbox { get; } = useOutbox;
}

public class UnitOfWorkEventArgs(IUnitOfWork unitOfWork) : EventArgs
{
    public IUnitOfWork UnitOfWork { get; } = unitOfWork;
}

public class UnitOfWorkFailedEventArgs(IUnitOfWork unitOfWork, Exception? exception, bool isRolledback) : UnitOfWorkEventArgs(unitOfWork)
{
    public Exception? Exception { get; } = exception;

    public bool IsRolledback { get; } = isRolledback;
}

public interface IUnitOfWork : IDatabaseApiContainer, ITransactionApiContainer, IDisposable
{
    Guid Id { get; }

    Dictionary<string, object> Items { get; }

    event EventHandler<UnitOfWorkFailedEventArgs> Failed;

    event EventHandler<UnitOfWorkEventArgs> Disposed;

    IAbpUnitOfWorkOptions Options { get; }

    IUnitOfWork? Outer { get; }

    bool IsReserved { get; }

    bool IsDisposed { get; }

    bool IsCompleted { get; }

    string? ReservationName { get; }

    void SetOuter(IUnitOfWork? outer);

    void Initialize(AbpUnitOfWorkOptions options);

    void Reserve(string reservationName);

    Task SaveChangesAsync(CancellationToken cancellationToken = default);

    Task CompleteAsync(CancellationToken cancellationToken = default);

    Task RollbackAsync(CancellationToken cancellationToken = default);

    void OnCompleted(Func<Task> handler);

    void AddOrReplaceLocalEvent(UnitOfWorkEventRecord eventRecord, Predicate<UnitOfWorkEventRecord>? replacementSelector = null);
}

public interface IUnitOfWorkManager
{
    IUnitOfWork? Current { get; }

    IUnitOfWork Begin(AbpUnitOfWorkOptions options, bool requiresNew = false);

    IUnitOfWork Reserve(string reservationName, bool requiresNew = false);

    void BeginReserved(string reservationName, AbpUnitOfWorkOptions options);

    bool TryBeginReserved(string reservationName, AbpUnitOfWorkOptions options);
}

public static class UnitOfWorkManagerExtensions
{
    public static IUnitOfWork Begin(
        this IUnitOfWorkManager unitOfWorkManager,
        bool requiresNew = false,
        bool isTransactional = false,
        IsolationLevel? isolationLevel = null,
        int? timeout = null) =>
        unitOfWorkManager.Begin(new AbpUnitOfWorkOptions(isTransactional, isolationLevel, timeout), requiresNew);
}
