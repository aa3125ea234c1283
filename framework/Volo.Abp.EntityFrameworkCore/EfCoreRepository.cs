using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Domain.Entities;
using Volo.Abp.EntityFrameworkCore;
using Volo.Abp.Guids;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Uow;

namespace Volo.Abp.Domain.Repositories.EntityFrameworkCore;

/// <summary>A repository over the DbContext of the current unit of work.</summary>
public class EfCoreRepository<TDbContext, TEntity>(IDbContextProvider<TDbContext> dbContextProvider)
    : IRepository<TEntity>, IUnitOfWorkEnabled
    where TDbContext : IEfCoreDbContext
    where TEntity : class, IEntity
{
    public IAbpLazyServiceProvider LazyServiceProvider { get; set; } = default!;

    public ICurrentTenant CurrentTenant => LazyServiceProvider.LazyGetRequiredService<ICurrentTenant>();

    public virtual async Task<IQueryable<TEntity>> GetQueryableAsync() => await GetDbSetAsync();

    public virtual async Task<TEntity> InsertAsync(TEntity entity, bool autoSave = false, CancellationToken cancellationToken = default)
    {
        SetId(entity);
        var dbContext = await GetDbContextAsync();
        dbContext.Set<TEntity>().Add(entity);
        await SaveIfAsync(autoSave, dbContext, cancellationToken);
        return entity;
    }

    public virtual async Task InsertManyAsync(
        IEnumerable<TEntity> entities, bool autoSave = false, CancellationToken cancellationToken = default)
    {
        var all = entities.ToList();
        all.ForEach(SetId);
        var dbContext = await GetDbContextAsync();
        dbContext.Set<TEntity>().AddRange(all);
        await SaveIfAsync(autoSave, dbContext, cancellationToken);
    }

    public virtual async Task<TEntity> UpdateAsync(TEntity entity, bool autoSave = false, CancellationToken cancellationToken = default)
    {
        var dbContext = await GetDbContextAsync();
        // A tracked entity is saved by what has changed; any other as a whole.
        if (dbContext.Entry(entity).State == EntityState.Detached)
            dbContext.Set<TEntity>().Update(entity);
        await SaveIfAsync(autoSave, dbContext, cancellationToken);
        return entity;
    }

    public virtual async Task DeleteAsync(TEntity entity, bool autoSave = false, CancellationToken cancellationToken = default)
    {
        var dbContext = await GetDbContextAsync();
        dbContext.Set<TEntity>().Remove(entity);
        await SaveIfAsync(autoSave, dbContext, cancellationToken);
    }

    public virtual async Task DeleteAsync(
        Expression<Func<TEntity, bool>> predicate, bool autoSave = false, CancellationToken cancellationToken = default)
    {
        var dbContext = await GetDbContextAsync();
        var set = dbContext.Set<TEntity>();
        set.RemoveRange(await set.Where(predicate).ToListAsync(cancellationToken));
        await SaveIfAsync(autoSave, dbContext, cancellationToken);
    }

    public virtual async Task<TEntity?> FindAsync(
        Expression<Func<TEntity, bool>> predicate, bool includeDetails = true, CancellationToken cancellationToken = default) =>
        await (await GetQueryableAsync()).Where(predicate).SingleOrDefaultAsync(cancellationToken);

    public virtual async Task<TEntity> GetAsync(
        Expression<Func<TEntity, bool>> predicate, bool includeDetails = true, CancellationToken cancellationToken = default) =>
        await FindAsync(predicate, includeDetails, cancellationToken) ?? throw new EntityNotFoundException(typeof(TEntity));

    public virtual async Task<List<TEntity>> GetListAsync(
        Expression<Func<TEntity, bool>> predicate, bool includeDetails = false, CancellationToken cancellationToken = default) =>
        await (await GetQueryableAsync()).Where(predicate).ToListAsync(cancellationToken);

    protected virtual Task<TDbContext> GetDbContextAsync()
    {
        if (typeof(IMultiTenant).IsAssignableFrom(typeof(TEntity)))
            return dbContextProvider.GetDbContextAsync();

        // What no tenant owns is in the host's database.
        using (CurrentTenant.Change(null))
            return dbContextProvider.GetDbContextAsync();
    }

    protected async Task<DbSet<TEntity>> GetDbSetAsync() => (await GetDbContextAsync()).Set<TEntity>();

    private void SetId(TEntity entity)
    {
        if (entity is IEntity<Guid> withId && withId.Id == Guid.Empty)
            typeof(TEntity).GetProperty(nameof(IEntity<Guid>.Id))
                ?.SetValue(withId, LazyServiceProvider.LazyGetRequiredService<IGuidGenerator>().Create());
    }

    private static Task SaveIfAsync(bool autoSave, TDbContext dbContext, CancellationToken cancellationToken) =>
        autoSave ? dbContext.SaveChangesAsync(cancellationToken) : Task.CompletedTask;
}

/// <inheritdoc />
public class EfCoreRepository<TDbContext, TEntity, TKey>(IDbContextProvider<TDbContext> dbContextProvider)
    : EfCoreRepository<TDbContext, TEntity>(dbContextProvider), IRepository<TEntity, TKey>
    where TDbContext : IEfCoreDbContext
    where TEntity : class, IEntity<TKey>;
