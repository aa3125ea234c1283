using HrefCrm.Leads.EntityFrameworkCore;
using HrefCrm.Leads.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Application;
using Volo.Abp.AspNetCore.Mvc;
using Volo.Abp.Domain;
using Volo.Abp.EntityFrameworkCore.PostgreSql;
using Volo.Abp.Modularity;

namespace HrefCrm.Leads;

/// <summary>Leads, the pipelines that they move through, and the intake that brings them in.</summary>
[DependsOn(
    typeof(LeadsContractsModule),
    typeof(AbpDddDomainModule),
    typeof(AbpDddApplicationModule),
    typeof(AbpEntityFrameworkCorePostgreSqlModule),
    typeof(AbpAspNetCoreMvcModule))]
public class LeadsModule : AbpModule
{
    /// <inheritdoc />
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        Configure<LeadsOptions>(context.Services.GetConfiguration().GetSection("Leads"));
        context.Services.AddAbpDbContext<LeadsDbContext>(options => options.AddDefaultRepositories(includeAllEntities: true));
        context.Services.AddHostedService(services => services.GetRequiredService<LeadIntakeWriter>());
        context.Services.AddHostedService(services => services.GetRequiredService<FirstStageCache>());

        Configure<AbpAspNetCoreMvcOptions>(options => options.ConventionalControllers.Create(typeof(LeadsModule).Assembly, o => o.RootPath = "leads"));
        Configure<AbpEndpointRouterOptions>(options =>
            options.EndpointConfigureActions.Add(context => context.Endpoints.MapControllers()
                .Add(context.Endpoints.ServiceProvider.GetRequiredService<IntakeEndpoint>().TakeOver)));
    }
}
