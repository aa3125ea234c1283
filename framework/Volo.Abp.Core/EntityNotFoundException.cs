namespace Volo.Abp.Domain.Entities;

public class EntityNotFoundException : AbpException
{
    public EntityNotFoundException(Type entityType)
        : this(entityType, null)
    {
    }

    public EntityNotFoundException(Type entityType, object? id)
        : base(id is null
            ? $"There is no such an entity given id. Entity type: {entityType.FullName}"
            : $"There is no such an entity. Entity type: {entityType.FullName}, id: {id}")
    {
        EntityType = entityType;
        Id = id;
    }

    public Type? EntityType { get; set; }

    public object? Id { get; set; }
}
