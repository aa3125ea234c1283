using Microsoft.Extensions.DependencyInjection;

namespace Volo.Abp.DependencyInjection;

public interface IServiceProviderAccessor
{
    IServiceProvider ServiceProvider { get; }
}

/// <summary>Resolves services when they are first asked for.</summary>
public interface IAbpLazyServiceProvider
{
    T LazyGetRequiredService<T>();
}

internal sealed class AbpLazyServiceProvider(IServiceProvider serviceProvider) : IAbpLazyServiceProvider, ITransientDependency
{
    private readonly Dictionary<Type, object> _services = [];

    public T LazyGetRequiredService<T>()
    {
        if (!_services.TryGetValue(typeof(T), out var service))
            _services[typeof(T)] = service = serviceProvider.GetRequiredService(typeof(T));
        return (T)service;
    }
}
