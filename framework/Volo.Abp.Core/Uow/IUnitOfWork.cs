namespace Volo.Abp.Uow;

/// <summary>What is stored together or not at all.</summary>
public interface IUnitOfWork : IDisposable
{
    IAbpUnitOfWorkOptions Options { get; }

    Task CompleteAsync(CancellationToken cancellationToken = default);

    Task RollbackAsync(CancellationToken cancellationToken = default);

    /// <summary>Does something once all is committed.</summary>
    void OnCompleted(Func<Task> handler);
}

/// <summary>Begins units of work; the current one flows into what is awaited.</summary>
public interface IUnitOfWorkManager
{
    IUnitOfWork? Current { get; }

    IUnitOfWork Begin(AbpUnitOfWorkOptions options, bool requiresNew = false);
}

public static class UnitOfWorkManagerExtensions
{
    public static IUnitOfWork Begin(
        this IUnitOfWorkManager unitOfWorkManager, bool requiresNew = false, bool isTransactional = false) =>
        unitOfWorkManager.Begin(new AbpUnitOfWorkOptions(isTransactional), requiresNew);
}

public interface IAbpUnitOfWorkOptions
{
    bool IsTransactional { get; }
}

public class AbpUnitOfWorkOptions(bool isTransactional = false) : IAbpUnitOfWorkOptions
{
    public bool IsTransactional { get; set; } = isTransactional;
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
}

/// <summary>Makes a method, or every method of a class, a unit of work, or keeps it from being one.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Interface)]
public class UnitOfWorkAttribute : Attribute
{
    public bool IsDisabled { get; set; }
}
