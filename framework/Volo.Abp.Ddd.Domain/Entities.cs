namespace Volo.Abp.Domain.Entities;

public interface IEntity
{
    object?[] GetKeys();
}

public interface IEntity<TKey> : IEntity
{
    TKey Id { get; }
}

[Serializable]
public abstract class Entity : IEntity
{
    protected Entity() => TenantSetter.TrySetTenantId(this);

    public abstract object?[] GetKeys();
}

[Serializable]
public abstract class Entity<TKey> : Entity, IEntity<TKey>
{
    protected Entity()
    {
    }

    protected Entity(TKey id) => Id = id;

    public virtual TKey Id { get; protected set; } = default!;

    public override object?[] GetKeys() => [Id];
}

public interface IAggregateRoot : IEntity;

/// <summary>An entity that is loaded and stored as a whole, and that raises events when it is stored.</summary>
[Serializable]
public abstract class BasicAggregateRoot<TKey> : Entity<TKey>, IAggregateRoot, IGeneratesDomainEvents
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

    protected virtual void AddLocalEvent(object eventData) =>
        (_localEvents ??= []).Add(new DomainEventRecord(eventData, EventOrderGenerator.GetNext()));
}

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

internal static class EventOrderGenerator
{
    private static long _last;

    public static long GetNext() => Interlocked.Increment(ref _last);
}
