using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Volo.Abp.DependencyInjection;

namespace Volo.Abp.Data;

[Serializable]
public class ConnectionStrings : Dictionary<string, string?>
{
    public const string DefaultConnectionStringName = "Default";

    public string? Default
    {
        get => this.GetValueOrDefault(DefaultConnectionStringName);
        set => this[DefaultConnectionStringName] = value;
    }
}

public class AbpDbConnectionOptions
{
    public ConnectionStrings ConnectionStrings { get; set; } = [];
}

public interface IConnectionStringResolver
{
    [Obsolete("Use ResolveAsync method.")]
    string Resolve(string? connectionStringName = null);

    Task<string> ResolveAsync(string? connectionStringName = null);
}

public class DefaultConnectionStringResolver(IOptionsMonitor<AbpDbConnectionOptions> options) : IConnectionStringResolver, ITransientDependency
{
    [Obsolete("Use ResolveAsync method.")]
    public virtual string Resolve(string? connectionStringName = null) => ResolveInternal(connectionStringName)!;

    public virtual Task<string> ResolveAsync(string? connectionStringName = null) => Task.FromResult(ResolveInternal(connectionStringName)!);

    private string? ResolveInternal(string? name)
    {
        var all = options.CurrentValue.ConnectionStrings;
        return name is not null && all.GetValueOrDefault(name) is { Length: > 0 } own ? own : all.Default;
    }
}

public class ConnectionStringNameAttribute(string name) : Attribute
{
    public string Name { get; } = Check.NotNull(name, nameof(name));

    public static string GetConnStringName<T>() => GetConnStringName(typeof(T));

    public static string GetConnStringName(Type type) => type.GetCustomAttribute<ConnectionStringNameAttribute>()?.Name ?? type.FullName!;
}

public interface IDataFilter<TFilter>
    where TFilter : class
{
    bool IsEnabled { get; }

    IDisposable Enable();

    IDisposable Disable();
}

public interface IDataFilter
{
    IDisposable Enable<TFilter>()
        where TFilter : class;

    IDisposable Disable<TFilter>()
        where TFilter : class;

    bool IsEnabled<TFilter>()
        where TFilter : class;
}

public class DataFilter(IServiceProvider serviceProvider) : IDataFilter, ISingletonDependency
{
    private readonly ConcurrentDictionary<Type, object> _filters = new();

    public IDisposable Enable<TFilter>()
        where TFilter : class => GetFilter<TFilter>().Enable();

    public IDisposable Disable<TFilter>()
        where TFilter : class => GetFilter<TFilter>().Disable();

    public bool IsEnabled<TFilter>()
        where TFilter : class => GetFilter<TFilter>().IsEnabled;

    private IDataFilter<TFilter> GetFilter<TFilter>()
        where TFilter : class => (IDataFilter<TFilter>)_filters.GetOrAdd(typeof(TFilter), _ => serviceProvider.GetRequiredService<IDataFilter<TFilter>>());
}

public class DataFilter<TFilter> : IDataFilter<TFilter>
    where TFilter : class
{
    private readonly AsyncLocal<bool?> _enabled = new();

    public bool IsEnabled => _enabled.Value ?? true;

    public IDisposable Enable() => Set(true);

    public IDisposable Disable() => Set(false);

    private DisposeAction Set(bool enabled)
    {
        var before = _enabled.Value;
        _enabled.Value = enabled;
        return new DisposeAction(() => _enabled.Value = before);
    }
}
