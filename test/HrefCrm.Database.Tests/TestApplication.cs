using HrefCrm.Composition;
using HrefCrm.Tenancy.Audit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Uow;

namespace HrefCrm.Database.Tests;

/// <summary>The modules as the CLI runs them: everything is allowed, and nothing runs in the background.</summary>
[DependsOn(typeof(HrefCrmModule))]
public class TestModule : AbpModule
{
    public override void ConfigureServices(ServiceConfigurationContext context) => context.Services.AddAlwaysAllowAuthorization();
}

internal sealed class TestAuditOrigin : IAuditOrigin, ISingletonDependency
{
    public string Address => "192.0.2.7";
}

/// <summary>An application on a migrated database of its own.</summary>
public sealed class TestApplication : IAsyncLifetime
{
    private IAbpApplicationWithInternalServiceProvider _application = null!;

    public MigratedDatabase Migrated { get; } = new();

    public TestDatabase Database => Migrated.Database;

    public async Task InitializeAsync()
    {
        await Migrated.InitializeAsync();
        _application = await StartAsync(Migrated.Configuration);
    }

    public async Task DisposeAsync()
    {
        await _application.ShutdownAsync();
        _application.Dispose();
        await Migrated.DisposeAsync();
    }

    public T Get<T>()
        where T : notnull => _application.ServiceProvider.GetRequiredService<T>();

    /// <summary>Works within a tenant, or outside any.</summary>
    public async Task<T> InTenantAsync<T>(Guid? tenant, Func<IServiceProvider, Task<T>> work)
    {
        using var scope = _application.ServiceProvider.CreateScope();
        using (scope.ServiceProvider.GetRequiredService<ICurrentTenant>().Change(tenant))
            return await work(scope.ServiceProvider);
    }

    /// <summary>Works within a tenant in one unit of work.</summary>
    public Task<T> InUnitOfWorkAsync<T>(Guid? tenant, Func<IServiceProvider, Task<T>> work) => InTenantAsync(tenant, async services =>
    {
        using var unitOfWork = services.GetRequiredService<IUnitOfWorkManager>().Begin(requiresNew: true, isTransactional: true);
        var result = await work(services);
        await unitOfWork.CompleteAsync();
        return result;
    });

    private static async Task<IAbpApplicationWithInternalServiceProvider> StartAsync(IConfiguration configuration)
    {
        var application = await AbpApplicationFactory.CreateAsync<TestModule>(options =>
        {
            options.UseAutofac();
            options.Services.ReplaceConfiguration(configuration);
        });
        await application.InitializeAsync();
        return application;
    }
}
