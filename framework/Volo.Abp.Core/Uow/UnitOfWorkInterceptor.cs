using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Options;
using Volo.Abp.DependencyInjection;
using Volo.Abp.DynamicProxy;

namespace Volo.Abp.Uow;

// Marks classes whose every method is a unit of work.
internal interface IUnitOfWorkEnabled;

internal static class UnitOfWorkMethods
{
    private static readonly ConcurrentDictionary<MethodInfo, UnitOfWorkAttribute?> Attributes = new();

    public static bool Has(Type type) =>
        typeof(IUnitOfWorkEnabled).IsAssignableFrom(type)
        || type.IsDefined(typeof(UnitOfWorkAttribute), true)
        || type.GetTypeInfo().DeclaredMethods.Any(m => m.IsDefined(typeof(UnitOfWorkAttribute), true));

    public static bool IsUnitOfWork(MethodInfo method) =>
        AttributeOf(method) is { } attribute ? !attribute.IsDisabled : typeof(IUnitOfWorkEnabled).IsAssignableFrom(method.DeclaringType);

    public static AbpUnitOfWorkOptions OptionsOf(AbpUnitOfWorkDefaultOptions defaults, bool isWriting) =>
        new(isTransactional: defaults.TransactionBehavior switch
        {
            UnitOfWorkTransactionBehavior.Enabled => true,
            UnitOfWorkTransactionBehavior.Disabled => false,
            _ => isWriting,
        });

    public static UnitOfWorkAttribute? AttributeOf(MethodInfo method) => Attributes.GetOrAdd(
        method,
        m => m.GetCustomAttributes<UnitOfWorkAttribute>(true).FirstOrDefault()
            ?? m.DeclaringType?.GetCustomAttributes<UnitOfWorkAttribute>(true).FirstOrDefault());
}

internal sealed class UnitOfWorkInterceptor(IUnitOfWorkManager unitOfWorkManager, IOptions<AbpUnitOfWorkDefaultOptions> defaults)
    : IAbpInterceptor, ITransientDependency
{
    public async Task InterceptAsync(IAbpMethodInvocation invocation)
    {
        if (!UnitOfWorkMethods.IsUnitOfWork(invocation.Method))
        {
            await invocation.ProceedAsync();
            return;
        }

        var isWriting = !invocation.Method.Name.StartsWith("Get", StringComparison.InvariantCultureIgnoreCase);
        using var unitOfWork = unitOfWorkManager.Begin(UnitOfWorkMethods.OptionsOf(defaults.Value, isWriting));
        await invocation.ProceedAsync();
        await unitOfWork.CompleteAsync();
    }
}
