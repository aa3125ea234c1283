using System.Collections.Concurrent;
using Volo.Abp.DependencyInjection;

namespace Volo.Abp.Data;

/// <summary>Turns filters off for what is awaited before the result is disposed.</summary>
public interface IDataFilter
{
    IDisposable Disable<TFilter>()
        where TFilter : class;

    bool IsEnabled<TFilter>()
        where TFilter : class;
}

internal sealed class DataFilter : IDataFilter, ISingletonDependency
{
    private readonly ConcurrentDictionary<Type, AsyncLocal<bool?>> _filters = new();

    public IDisposable Disable<TFilter>()
        where TFilter : class
    {
        var filter = Of<TFilter>();
        var before = filter.Value;
        filter.Value = false;
        return new DisposeAction(() => filter.Value = before);
    }

    public bool IsEnabled<TFilter>()
        where TFilter : class => Of<TFilter>().Value ?? true;

    private AsyncLocal<bool?> Of<TFilter>() => _filters.GetOrAdd(typeof(TFilter), _ => new());
}
