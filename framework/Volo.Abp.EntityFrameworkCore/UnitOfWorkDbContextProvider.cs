using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using Volo.Abp.Data;
using Volo.Abp.EntityFrameworkCore.DependencyInjection;
using Volo.Abp.Uow;

namespace Volo.Abp.EntityFrameworkCore;

// DbContexts of a unit of work whose connection strings are equal share one connection and one transaction.
internal sealed class UnitOfWorkDbContextProvider<TDbContext>(
    UnitOfWorkManager unitOfWorkManager,
    IConnectionStringResolver connectionStringResolver)
    : IDbContextProvider<TDbContext>
    where TDbContext : IEfCoreDbContext
{
    private static readonly string ConnectionStringName = ConnectionStringNameAttribute.GetConnStringName(typeof(TDbContext));

    public async Task<TDbContext> GetDbContextAsync()
    {
        var unitOfWork = unitOfWorkManager.CurrentUnit ?? throw new AbpException("A DbContext can only be created inside a unit of work!");
        var databases = (EfCoreDatabases)(unitOfWork.Databases ??= new EfCoreDatabases());
        var connectionString = await connectionStringResolver.ResolveAsync(ConnectionStringName);
        if (databases.DbContexts.TryGetValue((typeof(TDbContext), connectionString), out var known))
            return (TDbContext)known;

        var dbContext = await CreateAsync(unitOfWork, databases, connectionString);
        dbContext.ChangeTracker.CascadeDeleteTiming = CascadeTiming.OnSaveChanges;
        databases.DbContexts.Add((typeof(TDbContext), connectionString), dbContext);
        return dbContext;
    }

    private static async Task<TDbContext> CreateAsync(UnitOfWork unitOfWork, EfCoreDatabases databases, string connectionString)
    {
        if (!unitOfWork.Options.IsTransactional)
            return Create(unitOfWork, connectionString, null);

        if (!databases.Transactions.TryGetValue(connectionString, out var transaction))
        {
            var starter = Create(unitOfWork, connectionString, null);
            databases.Transactions.Add(connectionString, await starter.Database.BeginTransactionAsync());
            return starter;
        }

        var shared = transaction.GetDbTransaction();
        var joining = Create(unitOfWork, connectionString, shared.Connection);
        await joining.Database.UseTransactionAsync(shared);
        return joining;
    }

    private static TDbContext Create(UnitOfWork unitOfWork, string connectionString, System.Data.Common.DbConnection? existing) =>
        new DbContextCreationContext(ConnectionStringName, connectionString, existing).Create<TDbContext>(unitOfWork.ServiceProvider);
}

internal sealed class EfCoreDatabases : IUnitOfWorkDatabases
{
    public Dictionary<(Type, string ConnectionString), IEfCoreDbContext> DbContexts { get; } = [];

    public Dictionary<string, IDbContextTransaction> Transactions { get; } = [];

    public async Task SaveChangesAsync(CancellationToken cancellationToken)
    {
        foreach (var dbContext in DbContexts.Values.ToList())
            await dbContext.SaveChangesAsync(cancellationToken);
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        foreach (var transaction in Transactions.Values)
            await transaction.CommitAsync(cancellationToken);
    }

    public async Task RollbackAsync(CancellationToken cancellationToken)
    {
        foreach (var transaction in Transactions.Values)
            await transaction.RollbackAsync(cancellationToken);
    }

    public void Dispose()
    {
        foreach (var transaction in Transactions.Values)
            transaction.Dispose();
    }
}
