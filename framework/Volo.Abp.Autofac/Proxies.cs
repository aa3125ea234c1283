using System.Reflection;
using Autofac;
using Autofac.Core.Resolving.Pipeline;
using Castle.DynamicProxy;
using Volo.Abp.DynamicProxy;

namespace Volo.Abp.Autofac;

// Castle's proxies, run by ABP's interceptors.
internal static class Proxies
{
    private static readonly ProxyGenerator Generator = new();

    public static Type CreateClassProxyType(Type type) =>
        Generator.ProxyBuilder.CreateClassProxyType(type, [], ProxyGenerationOptions.Default);

    public static object Around(Type service, object target, IInterceptor[] interceptors) =>
        Generator.CreateInterfaceProxyWithTarget(service, target, interceptors);

    public static IInterceptor[] Resolve(ResolveRequestContext context, Type[] interceptors) =>
        Array.ConvertAll(interceptors, type => new InterceptorAdapter((IAbpInterceptor)context.Resolve(type)).ToInterceptor());

    private sealed class InterceptorAdapter(IAbpInterceptor interceptor) : AsyncInterceptorBase
    {
        protected override Task InterceptAsync(
            IInvocation invocation, IInvocationProceedInfo proceedInfo, Func<IInvocation, IInvocationProceedInfo, Task> proceed) =>
            interceptor.InterceptAsync(new MethodInvocation(invocation, () => proceed(invocation, proceedInfo)));

        protected override async Task<TResult> InterceptAsync<TResult>(
            IInvocation invocation, IInvocationProceedInfo proceedInfo, Func<IInvocation, IInvocationProceedInfo, Task<TResult>> proceed)
        {
            TResult result = default!;
            await interceptor.InterceptAsync(new MethodInvocation(invocation, async () => result = await proceed(invocation, proceedInfo)));
            return result;
        }
    }

    private sealed class MethodInvocation(IInvocation invocation, Func<Task> proceed) : IAbpMethodInvocation
    {
        public object?[] Arguments => invocation.Arguments;

        public MethodInfo Method => invocation.MethodInvocationTarget ?? invocation.Method;

        public Task ProceedAsync() => proceed();
    }
}
