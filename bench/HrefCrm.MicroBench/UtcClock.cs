using Microsoft.Extensions.DependencyInjection;
using Volo.Abp;
using Volo.Abp.Domain;
using Volo.Abp.Modularity;
using Volo.Abp.Timing;

namespace HrefCrm.MicroBench;

/// <summary>ABP's clock, set as the product has it.</summary>
internal static class UtcClock
{
    public static IClock Create()
    {
        var application = AbpApplicationFactory.CreateAsync<ClockModule>().GetAwaiter().GetResult();
        application.InitializeAsync().GetAwaiter().GetResult();
        return application.ServiceProvider.GetRequiredService<IClock>();
    }

    [DependsOn(typeof(AbpDddDomainModule))]
    private sealed class ClockModule : AbpModule
    {
        public override void ConfigureServices(ServiceConfigurationContext context) =>
            Configure<AbpClockOptions>(options => options.Kind = DateTimeKind.Utc);
    }
}
