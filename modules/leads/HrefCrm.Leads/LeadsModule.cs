using HrefCrm.Leads.EntityFrameworkCore;
using HrefCrm.Leads.Indexing;
using HrefCrm.Leads.Intake;
using HrefCrm.Leads.Leads;
using HrefCrm.Leads.Live;
using HrefCrm.Leads.Pipeline;
using HrefCrm.Leads.Settings;
using HrefCrm.Leads.Tasks;
using HrefCrm.PostgreSql;
using HrefCrm.PostgreSql.Migrations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Application;
using Volo.Abp.AspNetCore.ExceptionHandling;
using Volo.Abp.AspNetCore.Mvc;
using Volo.Abp.Domain;
using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;
using static System.Net.HttpStatusCode;

namespace HrefCrm.Leads;

/// <summary>Leads, the pipelines that they move through, and the intake that brings them in.</summary>
[DependsOn(
    typeof(LeadsContractsModule),
    typeof(AbpDddDomainModule),
    typeof(AbpDddApplicationModule),
    typeof(PostgreSqlModule),
    typeof(AbpMultiTenancyModule),
    typeof(AbpAspNetCoreMvcModule))]
public class LeadsModule : AbpModule
{
    /// <inheritdoc />
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        Configure<LeadsOptions>(context.Services.GetConfiguration().GetSection("Leads"));
        context.Services.AddAbpDbContext<LeadsDbContext>(options =>
        {
            options.AddDefaultRepositories(includeAllEntities: true);
            options.AddRepository<Lead, EfCoreLeadRepository>();
            options.AddRepository<LeadTask, EfCoreTaskRepository>();
            options.AddRepository<LeadSettings, EfCoreLeadSettingsRepository>();
            options.AddRepository<PipelineStage, EfCorePipelineStageRepository>();
        });
        Configure<MigrationOptions>(options => options.Add<LeadsDbContext>(LeadsDbContext.Schema));
        Configure<AbpExceptionHttpStatusCodeOptions>(options =>
        {
            options.Map(LeadsErrorCodes.IntakeUnavailable, ServiceUnavailable);
            options.Map(LeadsErrorCodes.LeadNotFound, NotFound);
            options.Map(LeadsErrorCodes.LeadChanged, Conflict);
            options.Map(LeadsErrorCodes.MemberNotFound, NotFound);
            options.Map(LeadsErrorCodes.StageNotFound, NotFound);
            options.Map(LeadsErrorCodes.StageChanged, Conflict);
            options.Map(LeadsErrorCodes.StageNotEmpty, Conflict);
            options.Map(LeadsErrorCodes.TaskNotFound, NotFound);
            options.Map(LeadsErrorCodes.TaskChanged, Conflict);
            options.Map(LeadsErrorCodes.SettingsChanged, Conflict);
            options.Map(LeadsErrorCodes.TooManySelected, BadRequest);
        });
        // Whoever came with an API key; a host may ask for more under the same name.
        context.Services.AddAuthorizationBuilder().AddPolicy(LeadsPolicies.Intake, policy => policy.RequireClaim(AbpClaimTypes.ClientId));

        context.Services.AddHostedService(services => services.GetRequiredService<LeadIntakeWriter>());
        context.Services.AddHostedService(services => services.GetRequiredService<FirstStageCache>());
        context.Services.AddHostedService(services => services.GetRequiredService<IntakeEndpoint>());
        context.Services.AddHostedService(services => services.GetRequiredService<LeadFeed>());
        context.Services.AddHostedService(services => services.GetRequiredService<LeadIndexer>());
        context.Services.AddHostedService(services => services.GetRequiredService<CountCompactor>());

        // Not in PreConfigure: with it, ABP no longer authorizes and validates calls of the service within the process.
        Configure<AbpAspNetCoreMvcOptions>(options => options.ConventionalControllers.Create(typeof(LeadsModule).Assembly, o => o.RootPath = "leads"));
        Configure<AbpEndpointRouterOptions>(options =>
            options.EndpointConfigureActions.Add(context => context.Endpoints.MapControllers()
                .Add(context.Endpoints.ServiceProvider.GetRequiredService<IntakeEndpoint>().TakeOver)));
    }
}
