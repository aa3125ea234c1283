using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Volo.Abp.Data;
using Volo.Abp.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore.DependencyInjection;

namespace Volo.Abp.Uow.EntityFrameworkCore;

internal static class ConnectionStringNames
{
    private static readonly ConcurrentDictionary<Type, string> Names = new();

    public static string Of(Type dbContextType) => Names.GetOrAdd(dbContextType, ConnectionStringNameAttribute.GetConnStringName);
}

// DbContexts of a unit of work whose connection strings are equal share one connection and one transaction.
internal sealed class UnitOfWorkDbContextProvider<TDbContext>(IUnitOfWorkManager unitOfWorkManager, IConnectionStringResolver connectionStringResolver)
    : IDbContextProvider<TDbContext>
    where TDbContext : IEfCoreDbContext
{
    public async Task<TDbContext> GetDbContextAsync()
    {
        var unitOfWork = unitOfWorkManager.Current ?? throw new AbpException("A DbContext can only be created inside a unit of work!");
        var name = ConnectionStringNames.Of(typeof(TDbContext));
        var connectionString = await connectionStringResolver.ResolveAsync(name);

        var key = $"{typeof(TDbContext).FullName}_{connectionString}";
        if (unitOfWork.FindDatabaseApi(key) is EfCoreDatabaseApi api)
            return (TDbContext)api.DbContext;

        var dbContext = await CreateAsync(unitOfWork, name, connectionString);
        if (unitOfWork.Options.Timeout is { } timeout && !dbContext.Database.GetCommandTimeout().HasValue)
            dbContext.Database.SetCommandTimeout(TimeSpan.FromMilliseconds(timeout));
        dbContext.ChangeTracker.CascadeDeleteTiming = Microsoft.EntityFrameworkCore.ChangeTracking.CascadeTiming.OnSaveChanges;
        unitOfWork.AddDatabaseApi(key, new EfCoreDatabaseApi(dbContext));
        return dbContext;
    }

    private static async Task<TDbContext> CreateAsync(IUnitOfWork unitOfWork, string name, string connectionString)
    {
        var services = unitOfWork.ServiceProvider;
        if (!unitOfWork.Options.IsTransactional)
            return new DbContextCreationContext(name, connectionString, null).Create<TDbContext>(services);

        var key = $"EntityFrameworkCore_{connectionString}";
        if (unitOfWork.FindTransactionApi(key) is not EfCoreTransactionApi active)
        {
            var starter = new DbContextCreationContext(name, connectionString, null).Create<TDbContext>(services);
            unitOfWork.AddTransactionApi(key, new EfCoreTransactionApi(await BeginAsync(unitOfWork, starter)));
            return starter;
        }

        var shared = active.Transaction.GetDbTransaction();
        var joining = new DbContextCreationContext(name, connectionString, shared.Connection).Create<TDbContext>(services);
        // A configuration that does not reuse the connection gets a transaction of its own, ended together with the first.
        if (joining.Database.GetDbConnection() == shared.Connection)
            await joining.Database.UseTransactionAsync(shared);
        else
            active.Others.Add(await BeginAsync(unitOfWork, joining));
        return joining;
    }

    private static Task<IDbContextTransaction> BeginAsync(IUnitOfWork unitOfWork, TDbContext dbContext) =>
        unitOfWork.Options.IsolationLevel is { } level
            ? dbContext.Database.BeginTransactionAsync(level)
            : dbContext.Database.BeginTransactionAsync();
}

internal sealed class EfCoreDatabaseApi(IEfCoreDbContext dbContext) : IDatabaseApi, ISupportsSavingChanges
{
    public IEfCoreDbContext DbContext => dbContext;

    public Task SaveChangesAsync(CancellationToken cancellationToken = default) => dbContext.SaveChangesAsync(cancellationToken);
}

internal sealed class EfCoreTransactionApi(IDbContextTransaction transaction) : ITransactionApi, ISupportsRollback
{
    public IDbContextTransaction Transaction => transaction;

    public List<IDbContextTransaction> Others { get; } = [];

    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        foreach (var other in Others)
            await other.CommitAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        foreach (var other in Others)
            await other.RollbackAsync(cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
    }

    public void Dispose()
    {
        foreach (var other in Others)
            other.Dispose();
        transaction.Dispose();
    }
}
