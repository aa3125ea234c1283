using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Volo.Abp.MultiTenancy;

namespace Volo.Abp.Domain.Entities;

// Gives a new entity the current tenant, through the property's setter, be it private.
internal static class TenantSetter
{
    private static readonly ConcurrentDictionary<Type, Action<object, Guid?>?> Setters = new();

    public static void TrySetTenantId(IEntity entity)
    {
        if (entity is IMultiTenant && CurrentTenant.CurrentId is { } tenantId)
            Setters.GetOrAdd(entity.GetType(), Create)?.Invoke(entity, tenantId);
    }

    private static Action<object, Guid?>? Create(Type type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            var property = t.GetProperty(
                nameof(IMultiTenant.TenantId),
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
            if (property?.GetSetMethod(true) is not { } set)
                continue;
            var entity = Expression.Parameter(typeof(object));
            var value = Expression.Parameter(typeof(Guid?));
            var call = Expression.Call(Expression.Convert(entity, t), set, value);
            return Expression.Lambda<Action<object, Guid?>>(call, entity, value).Compile();
        }

        return null;
    }
}
