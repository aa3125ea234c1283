using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Volo.Abp.DependencyInjection;
using Volo.Abp.DynamicProxy;

namespace Volo.Abp.Uow;

public interface IUnitOfWorkAccessor
{
    IUnitOfWork? UnitOfWork { get; }

    void SetUnitOfWork(IUnitOfWork? unitOfWork);
}

public interface IAmbientUnitOfWork : IUnitOfWorkAccessor
{
    IUnitOfWork? GetCurrentByChecking();
}

[ExposeServices(typeof(IAmbientUnitOfWork), typeof(IUnitOfWorkAccessor))]
public class AmbientUnitOfWork : IAmbientUnitOfWork, ISingletonDependency
{
    private readonly AsyncLocal<IUnitOfWork?> _current = new();

    public IUnitOfWork? UnitOfWork => _current.Value;

    public void SetUnitOfWork(IUnitOfWork? unitOfWork) => _current.Value = unitOfWork;

    public IUnitOfWork? GetCurrentByChecking()
    {
        var unitOfWork = UnitOfWork;
        while (unitOfWork is not null && (unitOfWork.IsReserved || unitOfWork.IsDisposed || unitOfWork.IsCompleted))
            unitOfWork = unitOfWork.Outer;
        return unitOfWork;
    }
}

public class UnitOfWorkManager(IAmbientUnitOfWork ambientUnitOfWork, IServiceScopeFactory serviceScopeFactory) : IUnitOfWorkManager, ISingletonDependency
{
    public IUnitOfWork? Current => ambientUnitOfWork.GetCurrentByChecking();

    public IUnitOfWork Begin(AbpUnitOfWorkOptions options, bool requiresNew = false)
    {
        Check.NotNull(options, nameof(options));
        if (Current is { } current && !requiresNew)
            return new ChildUnitOfWork(current);
        var unitOfWork = Create();
        unitOfWork.Initialize(options);
        return unitOfWork;
    }

    public IUnitOfWork Reserve(string reservationName, bool requiresNew = false)
    {
        if (!requiresNew && ambientUnitOfWork.UnitOfWork is { } current && IsReservedFor(current, reservationName))
            return new ChildUnitOfWork(current);
        var unitOfWork = Create();
        unitOfWork.Reserve(reservationName);
        return unitOfWork;
    }

    public void BeginReserved(string reservationName, AbpUnitOfWorkOptions options)
    {
        if (!TryBeginReserved(reservationName, options))
            throw new AbpException($"Could not find a reserved unit of work with reservation name: {reservationName}");
    }

    public bool TryBeginReserved(string reservationName, AbpUnitOfWorkOptions options)
    {
        var unitOfWork = ambientUnitOfWork.UnitOfWork;
        while (unitOfWork is not null && !IsReservedFor(unitOfWork, reservationName))
            unitOfWork = unitOfWork.Outer;
        unitOfWork?.Initialize(options);
        return unitOfWork is not null;
    }

    private static bool IsReservedFor(IUnitOfWork unitOfWork, string reservationName) =>
        unitOfWork.IsReserved && unitOfWork.ReservationName == reservationName;

    private IUnitOfWork Create()
    {
        var scope = serviceScopeFactory.CreateScope();
        try
        {
            var outer = ambientUnitOfWork.UnitOfWork;
            var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
            unitOfWork.SetOuter(outer);
            ambientUnitOfWork.SetUnitOfWork(unitOfWork);
            unitOfWork.Disposed += (_, _) =>
            {
                ambientUnitOfWork.SetUnitOfWork(outer);
                scope.Dispose();
            };
            return unitOfWork;
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }
}

// Joins the unit of work around it: saving is passed on, completing is the outer one's.
internal sealed class ChildUnitOfWork(IUnitOfWork parent) : IUnitOfWork
{
    public event EventHandler<UnitOfWorkFailedEventArgs> Failed
    {
        add => parent.Failed += value;
        remove => parent.Failed -= value;
    }

    public event EventHandler<UnitOfWorkEventArgs> Disposed
    {
        add => parent.Disposed += value;
        remove => parent.Disposed -= value;
    }

    public Guid Id => parent.Id;

    public Dictionary<string, object> Items => parent.Items;

    public IServiceProvider ServiceProvider => parent.ServiceProvider;

    public IAbpUnitOfWorkOptions Options => parent.Options;

    public IUnitOfWork? Outer => parent.Outer;

    public bool IsReserved => parent.IsReserved;

    public bool IsDisposed => parent.IsDisposed;

    public bool IsCompleted => parent.IsCompleted;

    public string? ReservationName => parent.ReservationName;

    public void SetOuter(IUnitOfWork? outer) => parent.SetOuter(outer);

    public void Initialize(AbpUnitOfWorkOptions options) => parent.Initialize(options);

    public void Reserve(string reservationName) => parent.Reserve(reservationName);

    public Task SaveChangesAsync(CancellationToken cancellationToken = default) => parent.SaveChangesAsync(cancellationToken);

    public Task CompleteAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task RollbackAsync(CancellationToken cancellationToken = default) => parent.RollbackAsync(cancellationToken);

    public void OnCompleted(Func<Task> handler) => parent.OnCompleted(handler);

    public void AddOrReplaceLocalEvent(UnitOfWorkEventRecord eventRecord, Predicate<UnitOfWorkEventRecord>? replacementSelector = null) =>
        parent.AddOrReplaceLocalEvent(eventRecord, replacementSelector);

    public IDatabaseApi? FindDatabaseApi(string key) => parent.FindDatabaseApi(key);

    public void AddDatabaseApi(string key, IDatabaseApi api) => parent.AddDatabaseApi(key, api);

    public IDatabaseApi GetOrAddDatabaseApi(string key, Func<IDatabaseApi> factory) => parent.GetOrAddDatabaseApi(key, factory);

    public ITransactionApi? FindTransactionApi(string key) => parent.FindTransactionApi(key);

    public void AddTransactionApi(string key, ITransactionApi api) => parent.AddTransactionApi(key, api);

    public ITransactionApi GetOrAddTransactionApi(string key, Func<ITransactionApi> factory) => parent.GetOrAddTransactionApi(key, factory);

    public void Dispose()
    {
    }
}

public static class UnitOfWorkHelper
{
    private static readonly ConcurrentDictionary<MethodInfo, UnitOfWorkAttribute?> Attributes = new();

    public static bool IsUnitOfWorkType(TypeInfo implementationType) =>
        implementationType.IsDefined(typeof(UnitOfWorkAttribute), true)
        || implementationType.DeclaredMethods.Any(m => m.IsDefined(typeof(UnitOfWorkAttribute), true))
        || typeof(IUnitOfWorkEnabled).IsAssignableFrom(implementationType);

    public static bool IsUnitOfWorkMethod(MethodInfo methodInfo, out UnitOfWorkAttribute? unitOfWorkAttribute)
    {
        unitOfWorkAttribute = GetUnitOfWorkAttributeOrNull(methodInfo);
        return unitOfWorkAttribute is not null
            ? !unitOfWorkAttribute.IsDisabled
            : typeof(IUnitOfWorkEnabled).IsAssignableFrom(methodInfo.DeclaringType);
    }

    public static UnitOfWorkAttribute? GetUnitOfWorkAttributeOrNull(MethodInfo methodInfo) => Attributes.GetOrAdd(
        methodInfo,
        m => m.GetCustomAttributes<UnitOfWorkAttribute>(true).FirstOrDefault()
            ?? m.DeclaringType?.GetCustomAttributes<UnitOfWorkAttribute>(true).FirstOrDefault());
}

public class UnitOfWorkInterceptor(IUnitOfWorkManager unitOfWorkManager, IOptions<AbpUnitOfWorkDefaultOptions> defaultOptions) : AbpInterceptor, ITransientDependency
{
    public override async Task InterceptAsync(IAbpMethodInvocation invocation)
    {
        if (!UnitOfWorkHelper.IsUnitOfWorkMethod(invocation.Method, out var attribute))
        {
            await invocation.ProceedAsync();
            return;
        }

        var options = new AbpUnitOfWorkOptions();
        attribute?.SetOptions(options);
        if (attribute?.IsTransactional is null)
        {
            options.IsTransactional = defaultOptions.Value.CalculateIsTransactional(
                !invocation.Method.Name.StartsWith("Get", StringComparison.InvariantCultureIgnoreCase));
        }

        // A reserved unit of work begins here; who reserved it completes it.
        if (unitOfWorkManager.TryBeginReserved(UnitOfWork.UnitOfWorkReservationName, options))
        {
            await invocation.ProceedAsync();
            if (unitOfWorkManager.Current is { } current)
                await current.SaveChangesAsync();
            return;
        }

        using var unitOfWork = unitOfWorkManager.Begin(options);
        await invocation.ProceedAsync();
        await unitOfWork.CompleteAsync();
    }
}
