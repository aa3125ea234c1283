using System.Net;
using HrefCrm.Tenancy;
using HrefCrm.Tenancy.ApiKeys;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Volo.Abp;
using Volo.Abp.Autofac;
using Volo.Abp.Modularity;

namespace HrefCrm.Leads.Tests;

/// <summary>The intake in hosts that are put together otherwise than ours.</summary>
[Collection(SharedHost.Name)]
public class EndpointTests(HostFixture fixture)
{
    [Fact]
    public async Task A_host_that_does_not_map_the_intake_does_not_start() =>
        (await Should.ThrowAsync<AbpException>(() => StartAsync<Unmapped>())).Message.ShouldContain("is 0 times");

    [Fact]
    public async Task Without_another_policy_a_working_key_is_enough()
    {
        await using var app = await StartAsync<Mapped>();
        (await PostAsync(app)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_hosts_own_policy_guards_the_intake_over_HTTP()
    {
        await using var app = await StartAsync<Guarded>();
        (await PostAsync(app)).ShouldBe(HttpStatusCode.Unauthorized);
        Guarded.Asked.ShouldBeGreaterThan(0);
    }

    private async Task<HttpStatusCode> PostAsync(WebApplication app)
    {
        using var http = new HttpClient();
        using var message = new Request(fixture.Acme).ToMessage(new Uri(app.Urls.Single()));
        using var response = await http.SendAsync(message);
        return response.StatusCode;
    }

    private async Task<WebApplication> StartAsync<TModule>()
        where TModule : AbpModule
    {
        var builder = WebApplication.CreateBuilder(
        [
            "--Urls=http://127.0.0.1:0", $"--ConnectionStrings:Default={fixture.ConnectionString}",
            $"--Tenancy:BaseDomains:0={Tenant.BaseDomain}", $"--Tenancy:PublicUrl=http://{Tenant.BaseDomain}:3001",
        ]);
        builder.Logging.ClearProviders();
        builder.Host.UseAutofac();
        await builder.AddApplicationAsync<TModule>();
        var app = builder.Build();
        await app.InitializeApplicationAsync();
        await app.StartAsync();
        return app;
    }

    [DependsOn(typeof(TenancyModule), typeof(LeadsModule), typeof(AbpAutofacModule))]
    public class Mapped : AbpModule
    {
        public override void OnApplicationInitialization(ApplicationInitializationContext context) =>
            context.GetApplicationBuilder().UseApiKeys("/api").UseRouting().UseConfiguredEndpoints();
    }

    [DependsOn(typeof(TenancyModule), typeof(LeadsModule), typeof(AbpAutofacModule))]
    public class Unmapped : AbpModule;

    public class Guarded : Mapped
    {
        public static int Asked { get; private set; }

        public override void ConfigureServices(ServiceConfigurationContext context) =>
            context.Services.AddAuthorizationBuilder().AddPolicy(LeadsPolicies.Intake, policy => policy.RequireAssertion(_ =>
            {
                Asked++;
                return false;
            }));
    }
}
