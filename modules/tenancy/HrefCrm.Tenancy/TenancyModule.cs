using HrefCrm.PostgreSql;
using HrefCrm.PostgreSql.Migrations;
using HrefCrm.Tenancy.ApiKeys;
using HrefCrm.Tenancy.Audit;
using HrefCrm.Tenancy.EntityFrameworkCore;
using HrefCrm.Tenancy.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Volo.Abp.Application;
using Volo.Abp.AspNetCore.ExceptionHandling;
using Volo.Abp.AspNetCore.MultiTenancy;
using Volo.Abp.AspNetCore.Mvc;
using Volo.Abp.Domain;
using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;
using static System.Net.HttpStatusCode;

namespace HrefCrm.Tenancy;

/// <summary>Tenants by their domain, and the API keys to them.</summary>
[DependsOn(
    typeof(TenancyContractsModule),
    typeof(AbpDddDomainModule),
    typeof(AbpDddApplicationModule),
    typeof(PostgreSqlModule),
    typeof(AbpMultiTenancyModule),
    typeof(AbpAspNetCoreMvcModule),
    typeof(AbpAspNetCoreMultiTenancyModule))]
public class TenancyModule : AbpModule
{
    /// <inheritdoc />
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddOptions<TenancyOptions>()
            .Bind(context.Services.GetConfiguration().GetSection("Tenancy"))
            .Validate(options => options.IsPublicUrlUsable, "Tenancy:PublicUrl must be the bare domain's address, such as https://hrefcreative.co.")
            .ValidateOnStart();
        context.Services.AddAbpDbContext<TenancyDbContext>(options =>
        {
            options.AddDefaultRepositories(includeAllEntities: true);
            options.AddRepository<Tenant, EfCoreTenantRepository>();
            options.AddRepository<AuditEntry, EfCoreAuditEntryRepository>();
        });
        Configure<MigrationOptions>(options => options.Add<TenancyDbContext>(TenancyDbContext.Schema));
        // Only where the module is hosted; the CLI hosts nothing.
        context.Services.AddHostedService(services => services.GetRequiredService<TenantCache>());
        context.Services.AddHostedService(services => services.GetRequiredService<ApiKeyCache>());
        context.Services.AddHostedService(services => services.GetRequiredService<ApiKeyUses>());
        // A caller without a key is no event.
        context.Services.AddLogging(logging => logging.AddFilter(typeof(ApiKeyAuthenticationHandler).FullName, LogLevel.Warning));
        context.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyAuthenticationHandler>(ApiKeyDefaults.AuthenticationScheme, null);

        Configure<AbpMultiTenancyOptions>(options => options.IsEnabled = true);
        // The subdomain alone decides: ABP's query, form, header, cookie and route resolvers go.
        Configure<AbpTenantResolveOptions>(options =>
        {
            options.TenantResolvers.Clear();
            options.TenantResolvers.Add(new SubdomainTenantResolveContributor());
        });

        Configure<AbpExceptionHttpStatusCodeOptions>(options =>
        {
            options.Map(TenancyErrorCodes.SlugInvalid, BadRequest);
            options.Map(TenancyErrorCodes.SlugTaken, Conflict);
            options.Map(TenancyErrorCodes.TenantNotFound, NotFound);
            options.Map(TenancyErrorCodes.NobodyInvited, Conflict);
            options.Map(TenancyErrorCodes.ApiKeyNotFound, NotFound);
            options.Map(TenancyErrorCodes.ApiKeyConflict, Conflict);
            options.Map(TenancyErrorCodes.SettingsConflict, Conflict);
            options.Map(TenancyErrorCodes.CacheStale, ServiceUnavailable);
        });
    }
}
