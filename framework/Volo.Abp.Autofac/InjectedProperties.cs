using System.Linq.Expressions;
using System.Reflection;
using Autofac;
using Autofac.Core.Resolving.Pipeline;

namespace Volo.Abp.Autofac;

// Public properties whose type is registered are set after activation.
internal sealed class InjectedProperties(Type implementation)
{
    private (Type Type, Action<object, object> Set)[]? _properties;

    public void Inject(ResolveRequestContext context)
    {
        foreach (var (type, set) in _properties ??= Find(context))
            set(context.Instance!, context.Resolve(type));
    }

    private (Type Type, Action<object, object> Set)[] Find(ResolveRequestContext context) =>
    [
        .. from property in implementation.GetProperties()
           let setter = property.GetSetMethod()
           where setter is { IsStatic: false } && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsValueType
               && property.PropertyType != typeof(string) && context.IsRegistered(property.PropertyType)
           select (property.PropertyType, Compile(property)),
    ];

    private static Action<object, object> Compile(PropertyInfo property)
    {
        var target = Expression.Parameter(typeof(object));
        var value = Expression.Parameter(typeof(object));
        var set = Expression.Call(
            Expression.Convert(target, property.DeclaringType!),
            property.GetSetMethod()!,
            Expression.Convert(value, property.PropertyType));
        return Expression.Lambda<Action<object, object>>(set, target, value).Compile();
    }
}
