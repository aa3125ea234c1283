using Microsoft.Extensions.DependencyInjection;
using Volo.Abp;
using Volo.Abp.Modularity;

namespace HrefCrm.Framework.Tests;

/// <summary>A running ABP application of one module and what it depends on.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    private readonly IAbpApplicationWithInternalServiceProvider _application;

    private TestApplication(IAbpApplicationWithInternalServiceProvider application) => _application = application;

    public IServiceProvider Services => _application.ServiceProvider;

    public static async Task<TestApplication> StartAsync<TModule>(Action<AbpApplicationCreationOptions>? configure = null)
        where TModule : IAbpModule
    {
        var application = await AbpApplicationFactory.CreateAsync<TModule>(options =>
        {
            options.UseAutofac();
            configure?.Invoke(options);
        });
        await application.InitializeAsync();
        return new TestApplication(application);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _application.ShutdownAsync();
        _application.Dispose();
    }
}
