using Microsoft.Extensions.DependencyInjection;

namespace Volo.Abp.DependencyInjection;

[ExposeServices(typeof(IAbpLazyServiceProvider))]
public class AbpLazyServiceProvider(IServiceProvider serviceProvider) : IAbpLazyServiceProvider, ITransientDependency
{
    private readonly Dictionary<Type, object?> _services = [];

    public T LazyGetRequiredService<T>() => (T)LazyGetRequiredService(typeof(T));

    public object LazyGetRequiredService(Type serviceType) =>
        _services.TryGetValue(serviceType, out var known) ? known! : (_services[serviceType] = serviceProvider.GetRequiredService(serviceType))!;

    public T? LazyGetService<T>() => (T?)(_services.TryGetValue(typeof(T), out var known) ? known : _services[typeof(T)] = serviceProvider.GetService(typeof(T)));

    public T LazyGetService<T>(T defaultValue) => LazyGetService<T>() ?? defaultValue;

    public T LazyGetService<T>(Func<IServiceProvider, object> factory) =>
        (T)(_services.TryGetValue(typeof(T), out var known) && known is not null ? known : _services[typeof(T)] = factory(serviceProvider))!;
}
