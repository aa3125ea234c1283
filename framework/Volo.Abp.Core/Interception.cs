using System.Reflection;

namespace Volo.Abp.DynamicProxy;

// A call of a service on its way through the interceptors.
internal interface IAbpMethodInvocation
{
    object?[] Arguments { get; }

    MethodInfo Method { get; }

    Task ProceedAsync();
}

internal interface IAbpInterceptor
{
    Task InterceptAsync(IAbpMethodInvocation invocation);
}

// Which interceptors a class gets: asked for each one that is registered.
internal sealed class InterceptorRules
{
    private readonly List<(Func<Type, bool> AppliesTo, Type Interceptor)> _rules = [];

    public void Add<TInterceptor>(Func<Type, bool> appliesTo)
        where TInterceptor : IAbpInterceptor => _rules.Add((appliesTo, typeof(TInterceptor)));

    public Type[] For(Type implementationType) => [.. _rules.Where(r => r.AppliesTo(implementationType)).Select(r => r.Interceptor)];
}
