using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Volo.Abp.MultiTenancy;

namespace Volo.Abp.Domain.Entities
{
    public class DomainEventRecord(object eventData, long eventOrder)
    {
        public object EventData { get; } = eventData;

        public long EventOrder { get; } = eventOrder;
    }

    public interface IGeneratesDomainEvents
    {
        IEnumerable<DomainEventRecord> GetLocalEvents();

        void ClearLocalEvents();
    }

    public interface IAggregateRoot : IEntity;

    public interface IAggregateRoot<TKey> : IEntity<TKey>, IAggregateRoot;

    public abstract class BasicAggregateRoot<TKey> : Entity<TKey>, IAggregateRoot<TKey>, IGeneratesDomainEvents
    {
        private List<DomainEventRecord>? _localEvents;

        protected BasicAggregateRoot()
        {
        }

        protected BasicAggregateRoot(TKey id)
            : base(id)
        {
        }

        public virtual IEnumerable<DomainEventRecord> GetLocalEvents() => _localEvents ?? [];

        public virtual void ClearLocalEvents() => _localEvents?.Clear();

        protected virtual void AddLocalEvent(object eventData) => (_localEvents ??= []).Add(new DomainEventRecord(eventData, EventOrderGenerator.GetNext()));
    }

    internal static class EventOrderGenerator
    {
        private static long _last;

        public static long GetNext() => Interlocked.Increment(ref _last);
    }

    public class EntityNotFoundException : AbpException
    {
        public EntityNotFoundException(Type entityType, object? id = null, Exception? innerException = null)
            : base(id is null ? $"There is no such an entity given id. Entity type: {entityType.FullName}" : $"There is no such an entity. Entity type: {entityType.FullName}, id: {id}", innerException)
        {
            EntityType = entityType;
            Id = id;
        }

        public Type? EntityType { get; set; }

        public object? Id { get; set; }
    }

    public static class EntityHelper
    {
        private static readonly ConcurrentDictionary<Type, Action<object, Guid?>?> TenantSetters = new();

        public static void TrySetTenantId(IEntity entity)
        {
            if (entity is IMultiTenant && AsyncLocalCurrentTenantAccessor.Instance.Current?.TenantId is { } tenantId)
                TenantSetters.GetOrAdd(entity.GetType(), CreateSetter)?.Invoke(entity, tenantId);
        }

        private static Action<object, Guid?>? CreateSetter(Type type)
        {
            for (var t = type; t is not null; t = t.BaseType)
            {
                if (t.GetProperty(nameof(IMultiTenant.TenantId), BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)?.GetSetMethod(true) is not { } set)
                    continue;
                var entity = Expression.Parameter(typeof(object));
                var value = Expression.Parameter(typeof(Guid?));
                return Expression.Lambda<Action<object, Guid?>>(Expression.Call(Expression.Convert(entity, t), set, value), entity, value).Compile();
            }

            return null;
        }
    }
}

namespace Volo.Abp.Linq
{
    public interface IAsyncQueryableExecuter
    {
        Task<bool> AnyAsync<T>(IQueryable<T> queryable, CancellationToken cancellationToken = default);

        Task<int> CountAsync<T>(IQueryable<T> queryable, CancellationToken cancellationToken = default);

        Task<long> LongCountAsync<T>(IQueryable<T> queryable, CancellationToken cancellationToken = default);

        Task<T?> FirstOrDefaultAsync<T>(IQueryable<T> queryable, CancellationToken cancellationToken = default);

        Task<List<T>> ToListAsync<T>(IQueryable<T> queryable, CancellationToken cancellationToken = default);
    }
}
