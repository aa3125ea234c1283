using System.Collections.Concurrent;
using Volo.Abp.DependencyInjection;

namespace Volo.Abp.Data;

/// <summary>Turns filters on and off for what is awaited before the result is disposed.</summary>
public interface IDataFilter
{
    IDisposable Enable<TFilter>()
        where TFilter : class;

    IDisposable Disable<TFilter>()
        where TFilter : class;

    bool IsEnabled<TFilter>()
        where TFilter : class;
}

internal sealed class DataFilter : IDataFilter, ISingletonDependency
{
    private readonly ConcurrentDictionary<Type, AsyncLocal<bool?>> _filters = new();

    public IDisposable Enable<TFilter>()
        where TFilter : class => Set(Of<TFilter>(), true);

    public IDisposable Disable<TFilter>()
        where TFilter : class => Set(Of<TFilter>(), false);

    public bool IsEnabled<TFilter>()
        where TFilter : class => Of<TFilter>().Value ?? true;

    private AsyncLocal<bool?> Of<TFilter>() => _filters.GetOrAdd(typeof(TFilter), _ => new());

    private static DisposeAction Set(AsyncLocal<bool?> filter, bool enabled)
    {
        var before = filter.Value;
        filter.Value = enabled;
        return new DisposeAction(() => filter.Value = before);
    }
}
