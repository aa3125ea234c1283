using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Volo.Abp;
using Volo.Abp.Autofac;
using Volo.Abp.Modularity;

namespace HrefCrm.Framework.Tests.Modularity;

public class ModuleOrderTests
{
    [Fact]
    public async Task Each_phase_runs_over_all_modules_dependencies_first_and_shutdown_last_first()
    {
        var log = new List<string>();
        var application = await AbpApplicationFactory.CreateAsync<TopModule>(options =>
        {
            options.UseAutofac();
            options.Services.AddSingleton(log);
        });
        await application.InitializeAsync();
        await application.ShutdownAsync();
        application.Dispose();

        log.ShouldBe(
        [
            "PreConfigure Base", "PreConfigure Left", "PreConfigure Right", "PreConfigure Top",
            "Configure Base", "Configure Left", "Configure Right", "Configure Top",
            "PreInitialize Base", "PreInitialize Left", "PreInitialize Right", "PreInitialize Top",
            "Initialize Base", "Initialize Left", "Initialize Right", "Initialize Top",
            "Shutdown Top", "Shutdown Right", "Shutdown Left", "Shutdown Base",
        ]);
    }

    [Fact]
    public async Task Later_modules_configure_over_earlier_ones()
    {
        await using var application = await TestApplication.StartAsync<TopModule>(o => o.Services.AddSingleton(new List<string>()));

        application.Get<IOptions<Trace>>().Value.Steps.ShouldBe(["Base", "Left", "Right", "Top"]);
    }

    [Fact]
    public async Task Asynchronous_phases_are_awaited()
    {
        await using var application = await TestApplication.StartAsync<AsyncModule>();

        application.Get<IOptions<Trace>>().Value.Steps.ShouldBe(["configured"]);
        AsyncModule.Initialized.ShouldBeTrue();
    }

    public sealed class Trace
    {
        public List<string> Steps { get; } = [];
    }

    public abstract class LoggingModule : AbpModule
    {
        private string Name => GetType().Name[..^"Module".Length];

        public override void PreConfigureServices(ServiceConfigurationContext context) => Log(context, "PreConfigure");

        public override void ConfigureServices(ServiceConfigurationContext context)
        {
            Log(context, "Configure");
            Configure<Trace>(trace => trace.Steps.Add(Name));
        }

        public override void OnPreApplicationInitialization(ApplicationInitializationContext context) => Log(context.ServiceProvider, "PreInitialize");

        public override void OnApplicationInitialization(ApplicationInitializationContext context) => Log(context.ServiceProvider, "Initialize");

        public override void OnApplicationShutdown(ApplicationShutdownContext context) => Log(context.ServiceProvider, "Shutdown");

        private void Log(ServiceConfigurationContext context, string phase) =>
            ((List<string>)context.Services.Single(d => d.ServiceType == typeof(List<string>)).ImplementationInstance!).Add($"{phase} {Name}");

        private void Log(IServiceProvider services, string phase) => services.GetRequiredService<List<string>>().Add($"{phase} {Name}");
    }

    [DependsOn(typeof(AbpAutofacModule))]
    public class BaseModule : LoggingModule;

    [DependsOn(typeof(BaseModule))]
    public class LeftModule : LoggingModule;

    [DependsOn(typeof(BaseModule))]
    public class RightModule : LoggingModule;

    [DependsOn(typeof(LeftModule), typeof(RightModule))]
    public class TopModule : LoggingModule;

    [DependsOn(typeof(AbpAutofacModule))]
    public class AsyncModule : AbpModule
    {
        public static bool Initialized { get; private set; }

        public override async Task ConfigureServicesAsync(ServiceConfigurationContext context)
        {
            await Task.Yield();
            Configure<Trace>(trace => trace.Steps.Add("configured"));
        }

        public override async Task OnApplicationInitializationAsync(ApplicationInitializationContext context)
        {
            await Task.Yield();
            Initialized = true;
        }
    }
}
