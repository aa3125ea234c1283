using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Modularity;

namespace Volo.Abp;

/// <summary>An application: its modules and services.</summary>
public interface IAbpApplication : IDisposable
{
    IServiceProvider ServiceProvider { get; }

    Task ShutdownAsync();
}

public interface IAbpApplicationWithInternalServiceProvider : IAbpApplication
{
    Task InitializeAsync();
}

public interface IAbpApplicationWithExternalServiceProvider : IAbpApplication
{
    Task InitializeAsync(IServiceProvider serviceProvider);
}

public class AbpApplicationCreationOptions(IServiceCollection services)
{
    public IServiceCollection Services { get; } = services;
}

public class ApplicationInitializationContext(IServiceProvider serviceProvider) : IServiceProviderAccessor
{
    public IServiceProvider ServiceProvider { get; set; } = serviceProvider;
}

public class ApplicationShutdownContext(IServiceProvider serviceProvider)
{
    public IServiceProvider ServiceProvider { get; } = serviceProvider;
}

/// <summary>Makes applications that bring their own service provider, such as console programs.</summary>
public static class AbpApplicationFactory
{
    public static async Task<IAbpApplicationWithInternalServiceProvider> CreateAsync<TStartupModule>(
        Action<AbpApplicationCreationOptions>? optionsAction = null)
        where TStartupModule : IAbpModule
    {
        var application = new AbpApplication(typeof(TStartupModule), new ServiceCollection(), optionsAction);
        await application.ConfigureServicesAsync();
        return application;
    }
}
