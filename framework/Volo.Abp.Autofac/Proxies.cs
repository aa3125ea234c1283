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

    public static Type CreateClassProxyType(Type type) => Generator.ProxyBuilder.CreateClassProxyType(type, [], ProxyGenerationOptions.Default);

    public static object Around(Type service, object target, IInterceptor[] interceptors) =>
        Generator.CreateInterfaceProxyWithTarget(service, target, interceptors);

    public static IInterceptor[] Resolve(ResolveRequestContext context, Type[] interceptors) =>
        Array.ConvertAll(interceptors, type => new InterceptorAdapter((IAbpInterceptor)context.Resolve(type)).ToInterceptor());

    private sealed class InterceptorAdapter(IAbpInterceptor interceptor) : AsyncInterceptorBase
    {
        protected override Task InterceptAsync(IInvocation invocation, IInvocationProceedInfo proceedInfo, Func<IInvocation, IInvocationProceedInfo, Task> proceed) =>
            interceptor.InterceptAsync(new MethodInvocation(invocation, _ => proceed(invocation, proceedInfo)));

        protected override async Task<TResult> InterceptAsync<TResult>(
            IInvocation invocation, IInvocationProceedInfo proceedInfo, Func<IInvocation, IInvocationProceedInfo, Task<TResult>> proceed)
        {
            var call = new MethodInvocation(invocation, async self => self.ReturnValue = (await proceed(invocation, proceedInfo))!);
            await interceptor.InterceptAsync(call);
            return (TResult)call.ReturnValue;
        }
    }

    private sealed class MethodInvocation(IInvocation invocation, Func<MethodInvocation, Task> proceed) : IAbpMethodInvocation
    {
        private Dictionary<string, object>? _arguments;

        public object[] Arguments => invocation.Arguments!;

        public IReadOnlyDictionary<string, object> ArgumentsDictionary => _arguments ??=
            Method.GetParameters().Select((p, i) => (p.Name, Value: Arguments[i])).ToDictionary(p => p.Name!, p => p.Value);

        public Type[] GenericArguments => invocation.GenericArguments!;

        public object TargetObject => invocation.InvocationTarget ?? invocation.Proxy;

        public MethodInfo Method => invocation.MethodInvocationTarget ?? invocation.Method;

        public object ReturnValue { get; set; } = null!;

        public Task ProceedAsync() => proceed(this);
    }
}
