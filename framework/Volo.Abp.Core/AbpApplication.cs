using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Modularity;

namespace Volo.Abp;

public interface IOnApplicationInitialization
{
    Task OnApplicationInitializationAsync(ApplicationInitializationContext context);

    void OnApplicationInitialization(ApplicationInitializationContext context);
}

public interface IOnApplicationShutdown
{
    Task OnApplicationShutdownAsync(ApplicationShutdownContext context);

    void OnApplicationShutdown(ApplicationShutdownContext context);
}

public class ApplicationInitializationContext(IServiceProvider serviceProvider) : IServiceProviderAccessor
{
    public IServiceProvider ServiceProvider { get; set; } = serviceProvider;
}

public class ApplicationShutdownContext(IServiceProvider serviceProvider)
{
    public IServiceProvider ServiceProvider { get; } = serviceProvider;
}

/// <summary>An application: its modules and services.</summary>
public interface IAbpApplication : IModuleContainer, IDisposable
{
    Type StartupModuleType { get; }

    IServiceCollection Services { get; }

    IServiceProvider ServiceProvider { get; }

    Task ShutdownAsync();
}

public interface IAbpApplicationWithInternalServiceProvider : IAbpApplication
{
    IServiceProvider CreateServiceProvider();

    Task InitializeAsync();
}

public interface IAbpApplicationWithExternalServiceProvider : IAbpApplication
{
    void SetServiceProvider(IServiceProvider serviceProvider);

    Task InitializeAsync(IServiceProvider serviceProvider);
}

public class AbpApplicationCreationOptions(IServiceCollection services)
{
    public IServiceCollection Services { get; } = services;
}

/// <summary>Makes applications that bring their own service provider, such as console programs.</summary>
public static class AbpApplicationFactory
{
    public static async Task<IAbpApplicationWithInternalServiceProvider> CreateAsync<TStartupModule>(
        Action<AbpApplicationCreationOptions>? optionsAction = null)
        where TStartupModule : IAbpModule
    {
        var application = new AbpApplication(typeof(TStartupModule), new ServiceCollection(), optionsAction);
        application.Services.AddSingleton<IAbpApplicationWithInternalServiceProvider>(application);
        await application.ConfigureServicesAsync();
        return application;
    }
}

internal sealed class AbpApplication : IAbpApplicationWithInternalServiceProvider, IAbpApplicationWithExternalServiceProvider
{
    private IServiceProvider? _serviceProvider;
    private IServiceScope? _scope;

    public AbpApplication(Type startupModuleType, IServiceCollection services, Action<AbpApplicationCreationOptions>? optionsAction)
    {
        StartupModuleType = startupModuleType;
        Services = services;
        services.TryAddObjectAccessor<IServiceProvider>();
        optionsAction?.Invoke(new AbpApplicationCreationOptions(services));
        services.AddSingleton<IAbpApplication>(this);
        services.AddSingleton<IModuleContainer>(this);
        services.AddLogging();
        services.AddOptions();
        if (services.All(d => d.ServiceType != typeof(IConfiguration)))
            services.ReplaceConfiguration(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        Modules = ModuleLoader.Load(startupModuleType);
    }

    public Type StartupModuleType { get; }

    public IServiceCollection Services { get; }

    public IReadOnlyList<IAbpModuleDescriptor> Modules { get; }

    public IServiceProvider ServiceProvider => _serviceProvider ?? throw new AbpException("The application is not initialized.");

    public async Task ConfigureServicesAsync()
    {
        var context = new ServiceConfigurationContext(Services);
        Services.AddSingleton(context);
        var instances = Modules.Select(m => m.Instance).ToList();
        foreach (var module in instances.OfType<AbpModule>())
            module.ServiceConfigurationContext = context;
        foreach (var module in instances.OfType<IPreConfigureServices>())
            await module.PreConfigureServicesAsync(context);

        var assemblies = new HashSet<System.Reflection.Assembly> { typeof(IAbpApplication).Assembly };
        ConventionalRegistrar.AddAssembly(Services, typeof(IAbpApplication).Assembly);
        foreach (var module in Modules)
        {
            if (assemblies.Add(module.Assembly))
                ConventionalRegistrar.AddAssembly(Services, module.Assembly);
            await module.Instance.ConfigureServicesAsync(context);
        }

        foreach (var module in instances.OfType<IPostConfigureServices>())
            await module.PostConfigureServicesAsync(context);
        foreach (var module in instances.OfType<AbpModule>())
            module.ServiceConfigurationContext = null!;
    }

    public IServiceProvider CreateServiceProvider() => _serviceProvider ??= Services.BuildServiceProviderFromFactory();

    public Task InitializeAsync()
    {
        _scope = CreateServiceProvider().CreateScope();
        SetServiceProvider(_scope.ServiceProvider);
        return InitializeModulesAsync();
    }

    public Task InitializeAsync(IServiceProvider serviceProvider)
    {
        SetServiceProvider(serviceProvider);
        return InitializeModulesAsync();
    }

    public void SetServiceProvider(IServiceProvider serviceProvider)
    {
        _serviceProvider = serviceProvider;
        serviceProvider.GetRequiredService<ObjectAccessor<IServiceProvider>>().Value = serviceProvider;
    }

    public async Task ShutdownAsync()
    {
        using var scope = ServiceProvider.CreateScope();
        var context = new ApplicationShutdownContext(scope.ServiceProvider);
        foreach (var module in Modules.Select(m => m.Instance).OfType<IOnApplicationShutdown>().Reverse())
            await module.OnApplicationShutdownAsync(context);
    }

    public void Dispose() => _scope?.Dispose();

    private async Task InitializeModulesAsync()
    {
        using var scope = ServiceProvider.CreateScope();
        var context = new ApplicationInitializationContext(scope.ServiceProvider);
        var instances = Modules.Select(m => m.Instance).ToList();
        foreach (var module in instances.OfType<IOnPreApplicationInitialization>())
            await module.OnPreApplicationInitializationAsync(context);
        foreach (var module in instances.OfType<IOnApplicationInitialization>())
            await module.OnApplicationInitializationAsync(context);
        foreach (var module in instances.OfType<IOnPostApplicationInitialization>())
            await module.OnPostApplicationInitializationAsync(context);
    }
}
