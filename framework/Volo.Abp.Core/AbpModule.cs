using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Volo.Abp.Modularity;

public interface IAbpModule
{
    Task ConfigureServicesAsync(ServiceConfigurationContext context);

    void ConfigureServices(ServiceConfigurationContext context);
}

/// <summary>Names the modules that a module needs; they are configured and started before it.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class DependsOnAttribute(params Type[]? dependedTypes) : Attribute
{
    public Type[] DependedTypes { get; } = dependedTypes ?? [];
}

/// <summary>What a module configures.</summary>
public class ServiceConfigurationContext(IServiceCollection services)
{
    public IServiceCollection Services { get; } = services;
}

/// <summary>Base class of modules: each phase runs over all modules before the next begins.</summary>
public abstract class AbpModule : IAbpModule
{
    private ServiceConfigurationContext? _context;

    protected internal ServiceConfigurationContext ServiceConfigurationContext
    {
        get => _context ?? throw new AbpException("ServiceConfigurationContext is only available while services are configured.");
        internal set => _context = value;
    }

    public virtual Task PreConfigureServicesAsync(ServiceConfigurationContext context)
    {
        PreConfigureServices(context);
        return Task.CompletedTask;
    }

    public virtual void PreConfigureServices(ServiceConfigurationContext context)
    {
    }

    public virtual Task ConfigureServicesAsync(ServiceConfigurationContext context)
    {
        ConfigureServices(context);
        return Task.CompletedTask;
    }

    public virtual void ConfigureServices(ServiceConfigurationContext context)
    {
    }

    public virtual Task OnPreApplicationInitializationAsync(ApplicationInitializationContext context)
    {
        OnPreApplicationInitialization(context);
        return Task.CompletedTask;
    }

    public virtual void OnPreApplicationInitialization(ApplicationInitializationContext context)
    {
    }

    public virtual Task OnApplicationInitializationAsync(ApplicationInitializationContext context)
    {
        OnApplicationInitialization(context);
        return Task.CompletedTask;
    }

    public virtual void OnApplicationInitialization(ApplicationInitializationContext context)
    {
    }

    public virtual Task OnApplicationShutdownAsync(ApplicationShutdownContext context)
    {
        OnApplicationShutdown(context);
        return Task.CompletedTask;
    }

    public virtual void OnApplicationShutdown(ApplicationShutdownContext context)
    {
    }

    protected void Configure<TOptions>(Action<TOptions> configureOptions)
        where TOptions : class => ServiceConfigurationContext.Services.Configure(configureOptions);

    protected void Configure<TOptions>(IConfiguration configuration)
        where TOptions : class => ServiceConfigurationContext.Services.Configure<TOptions>(configuration);
}
