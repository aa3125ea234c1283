using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Volo.Abp.EntityFrameworkCore;

/// <summary>Gives the DbContext of the current unit of work.</summary>
public interface IDbContextProvider<TDbContext>
    where TDbContext : IEfCoreDbContext
{
    Task<TDbContext> GetDbContextAsync();
}

/// <summary>The members of a DbContext that repositories rely on.</summary>
public interface IEfCoreDbContext : IDisposable
{
    DatabaseFacade Database { get; }

    ChangeTracker ChangeTracker { get; }

    DbSet<T> Set<T>()
        where T : class;

    EntityEntry<TEntity> Entry<TEntity>(TEntity entity)
        where TEntity : class;

    Task<int> SaveChangesAsync(CancellationToken cancellationToken = default);
}
