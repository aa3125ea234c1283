using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Modularity;

namespace Volo.Abp;

// A container's factory (UseAutofac), else Microsoft's is taken.
internal sealed record ServiceProviderBuilder(Func<IServiceCollection, IServiceProvider> Build);

internal sealed class AbpApplication : IAbpApplicationWithInternalServiceProvider, IAbpApplicationWithExternalServiceProvider
{
    private readonly IServiceCollection _services;
    private readonly LoadedModules _loaded;
    private IServiceProvider? _serviceProvider;
    private IServiceScope? _scope;

    public AbpApplication(Type startupModuleType, IServiceCollection services, Action<AbpApplicationCreationOptions>? optionsAction)
    {
        _services = services;
        optionsAction?.Invoke(new AbpApplicationCreationOptions(services));
        services.AddSingleton<IAbpApplication>(this);
        services.AddLogging();
        services.AddOptions();
        if (services.All(d => d.ServiceType != typeof(IConfiguration)))
            services.ReplaceConfiguration(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        _loaded = ModuleLoader.Load(startupModuleType);
        services.AddSingleton(_loaded);
    }

    public IServiceProvider ServiceProvider => _serviceProvider ?? throw new AbpException("The application is not initialized.");

    public async Task ConfigureServicesAsync()
    {
        var context = new ServiceConfigurationContext(_services);
        foreach (var module in _loaded.Modules)
            module.ServiceConfigurationContext = context;
        foreach (var module in _loaded.Modules)
            await module.PreConfigureServicesAsync(context);

        var registered = new HashSet<Assembly> { typeof(AbpApplication).Assembly };
        ConventionalRegistrar.AddAssembly(_services, typeof(AbpApplication).Assembly);
        foreach (var module in _loaded.Modules)
        {
            if (registered.Add(module.GetType().Assembly))
                ConventionalRegistrar.AddAssembly(_services, module.GetType().Assembly);
            await module.ConfigureServicesAsync(context);
        }

        foreach (var module in _loaded.Modules)
            module.ServiceConfigurationContext = null!;
    }

    public Task InitializeAsync()
    {
        var builder = _services.LastOrDefault(d => d.ServiceType == typeof(ServiceProviderBuilder))
            ?.ImplementationInstance as ServiceProviderBuilder;
        _scope = (builder?.Build(_services) ?? _services.BuildServiceProvider()).CreateScope();
        return InitializeAsync(_scope.ServiceProvider);
    }

    public async Task InitializeAsync(IServiceProvider serviceProvider)
    {
        _serviceProvider = serviceProvider;
        using var scope = serviceProvider.CreateScope();
        var context = new ApplicationInitializationContext(scope.ServiceProvider);
        foreach (var module in _loaded.Modules)
            await module.OnPreApplicationInitializationAsync(context);
        foreach (var module in _loaded.Modules)
            await module.OnApplicationInitializationAsync(context);
    }

    public async Task ShutdownAsync()
    {
        using var scope = ServiceProvider.CreateScope();
        var context = new ApplicationShutdownContext(scope.ServiceProvider);
        foreach (var module in _loaded.Modules.Reverse())
            await module.OnApplicationShutdownAsync(context);
    }

    public void Dispose() => _scope?.Dispose();
}
