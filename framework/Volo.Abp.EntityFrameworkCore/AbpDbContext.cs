using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Volo.Abp.Data;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Domain.Entities;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Uow;

namespace Volo.Abp.EntityFrameworkCore;

/// <summary>Base class of the DbContexts: tenant filter, conventions, domain events at saving.</summary>
public abstract class AbpDbContext<TDbContext> : DbContext, IEfCoreDbContext, ITransientDependency
    where TDbContext : DbContext
{
    private static readonly MethodInfo ConfigureEntityMethod =
        typeof(AbpDbContext<TDbContext>).GetMethod(nameof(ConfigureEntity), BindingFlags.Instance | BindingFlags.NonPublic)!;

    protected AbpDbContext(DbContextOptions<TDbContext> options)
        : base(options)
    {
    }

    /// <summary>Set by the container; null where the context was made without one (design time).</summary>
    public IAbpLazyServiceProvider LazyServiceProvider { get; set; } = default!;

    protected virtual Guid? CurrentTenantId => LazyServiceProvider.LazyGetRequiredService<ICurrentTenant>().Id;

    protected virtual bool IsMultiTenantFilterEnabled =>
        LazyServiceProvider.LazyGetRequiredService<IDataFilter>().IsEnabled<IMultiTenant>();

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        try
        {
            var events = TakeLocalEvents();
            var result = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            if (events.Count > 0 && LazyServiceProvider.LazyGetRequiredService<UnitOfWorkManager>().CurrentUnit is { } unitOfWork)
                events.ForEach(e => unitOfWork.AddLocalEvent(new UnitOfWorkEvent(e.EventData.GetType(), e.EventData, e.EventOrder)));
            return result;
        }
        catch (DbUpdateConcurrencyException e)
        {
            throw new AbpDbConcurrencyException(e.Message, e);
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (var entityType in modelBuilder.Model.GetEntityTypes().ToList())
        {
            if (!entityType.IsOwned() && typeof(IEntity).IsAssignableFrom(entityType.ClrType))
                ConfigureEntityMethod.MakeGenericMethod(entityType.ClrType).Invoke(this, [modelBuilder, entityType]);
        }
    }

    private void ConfigureEntity<TEntity>(ModelBuilder modelBuilder, IMutableEntityType entityType)
        where TEntity : class
    {
        var builder = modelBuilder.Entity<TEntity>();
        if (typeof(IMultiTenant).IsAssignableFrom(typeof(TEntity)))
            builder.Property(nameof(IMultiTenant.TenantId)).IsRequired(false).HasColumnName(nameof(IMultiTenant.TenantId));
        if (typeof(IEntity<Guid>).IsAssignableFrom(typeof(TEntity)))
            builder.Property(nameof(IEntity<Guid>.Id)).ValueGeneratedNever();

        if (entityType.BaseType is null && typeof(IMultiTenant).IsAssignableFrom(typeof(TEntity)))
        {
            Expression<Func<TEntity, bool>> ofTenant = e =>
                !IsMultiTenantFilterEnabled || EF.Property<Guid?>(e, nameof(IMultiTenant.TenantId)) == CurrentTenantId;
            builder.HasQueryFilter(ofTenant);
        }
    }

    private List<DomainEventRecord> TakeLocalEvents()
    {
        var events = new List<DomainEventRecord>();
        foreach (EntityEntry entry in ChangeTracker.Entries())
        {
            if (entry.Entity is not IGeneratesDomainEvents source)
                continue;
            events.AddRange(source.GetLocalEvents());
            source.ClearLocalEvents();
        }

        return events;
    }
}
