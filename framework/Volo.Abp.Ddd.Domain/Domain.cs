using Microsoft.Extensions.Options;
using Volo.Abp.DependencyInjection;

namespace Volo.Abp.Guids
{
    public interface IGuidGenerator
    {
        Guid Create();
    }

    public class SimpleGuidGenerator : IGuidGenerator
    {
        public static SimpleGuidGenerator Instance { get; } = new();

        public virtual Guid Create() => Guid.NewGuid();
    }
}

namespace Volo.Abp.Timing
{
    public class AbpClockOptions
    {
        public DateTimeKind Kind { get; set; } = DateTimeKind.Unspecified;
    }

    public interface IClock
    {
        DateTime Now { get; }

        DateTimeKind Kind { get; }

        bool SupportsMultipleTimezone { get; }

        DateTime Normalize(DateTime dateTime);
    }

    public class Clock(IOptions<AbpClockOptions> options) : IClock, ITransientDependency
    {
        public virtual DateTime Now => options.Value.Kind == DateTimeKind.Utc ? DateTime.UtcNow : DateTime.Now;

        public virtual DateTimeKind Kind => options.Value.Kind;

        public virtual bool SupportsMultipleTimezone => options.Value.Kind == DateTimeKind.Utc;

        public virtual DateTime Normalize(DateTime dateTime)
        {
            if (Kind == DateTimeKind.Unspecified || Kind == dateTime.Kind)
                return dateTime;
            return (Kind, dateTime.Kind) switch
            {
                (DateTimeKind.Local, DateTimeKind.Utc) => dateTime.ToLocalTime(),
                (DateTimeKind.Utc, DateTimeKind.Local) => dateTime.ToUniversalTime(),
                _ => DateTime.SpecifyKind(dateTime, Kind),
            };
        }
    }
}

namespace Volo.Abp.Domain.Entities
{
    public interface IEntity
    {
        object?[] GetKeys();
    }

    public interface IEntity<TKey> : IEntity
    {
        TKey Id { get; }
    }

    public abstract class Entity : IEntity
    {
        protected Entity() => EntityHelper.TrySetTenantId(this);

        public abstract object?[] GetKeys();
    }

    public abstract class Entity<TKey> : Entity, IEntity<TKey>
    {
        protected Entity()
        {
        }

        protected Entity(TKey id) => Id = id;

        public virtual TKey Id { get; protected set; } = default!;

        public override object?[] GetKeys() => [Id];

        public override string ToString() => $"[ENTITY: {GetType().Name}] Id = {Id}";
    }
}
