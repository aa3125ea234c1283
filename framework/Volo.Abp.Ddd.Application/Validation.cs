using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Volo.Abp.DependencyInjection;
using Volo.Abp.DynamicProxy;

namespace Volo.Abp.Validation;

// Marks classes whose methods' arguments are validated.
internal interface IValidationEnabled;

internal sealed class ValidationInterceptor : IAbpInterceptor, ITransientDependency
{
    public async Task InterceptAsync(IAbpMethodInvocation invocation)
    {
        if (invocation.Method.IsPublic)
            ArgumentValidator.Validate(invocation.Method, invocation.Arguments);
        await invocation.ProceedAsync();
    }
}

internal static class ArgumentValidator
{
    private const int MaxDepth = 8;

    public static void Validate(MethodInfo method, object?[] arguments)
    {
        var errors = new List<ValidationResult>();
        foreach (var parameter in method.GetParameters())
            ValidateArgument(errors, parameter, arguments[parameter.Position]);
        if (errors.Count > 0)
            throw new AbpValidationException("Method arguments are not valid! See ValidationErrors for details.", errors);
    }

    private static void ValidateArgument(List<ValidationResult> errors, ParameterInfo parameter, object? value)
    {
        if (value is not null)
            ValidateObject(errors, value, 1);
        else if (!parameter.IsOptional && !parameter.IsOut && !IsPrimitive(parameter.ParameterType))
            errors.Add(new ValidationResult($"{parameter.Name} is null!", [parameter.Name!]));
    }

    private static void ValidateObject(List<ValidationResult> errors, object? value, int depth)
    {
        if (value is null or IQueryable || depth > MaxDepth || IsPrimitive(value.GetType()))
            return;
        if (value is IEnumerable items)
        {
            foreach (var item in items)
                ValidateObject(errors, item, depth + 1);
            return;
        }

        Validator.TryValidateObject(value, new ValidationContext(value), errors, validateAllProperties: true);
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length == 0 && !IsPrimitive(property.PropertyType))
                ValidateObject(errors, property.GetValue(value), depth + 1);
        }
    }

    private static bool IsPrimitive(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || type == typeof(DateTime)
            || type == typeof(DateTimeOffset) || type == typeof(TimeSpan) || type == typeof(Guid) || type == typeof(Uri)
            || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(CancellationToken)
            || typeof(Delegate).IsAssignableFrom(type) || typeof(Type).IsAssignableFrom(type);
    }
}
