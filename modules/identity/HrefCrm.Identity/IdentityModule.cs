using HrefCrm.Identity.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Domain;
using Volo.Abp.EntityFrameworkCore.PostgreSql;
using Volo.Abp.Modularity;

namespace HrefCrm.Identity;

/// <summary>People, the workspaces they are members of, and the invites that make them so.</summary>
[DependsOn(
    typeof(IdentityContractsModule),
    typeof(AbpDddDomainModule),
    typeof(AbpEntityFrameworkCorePostgreSqlModule))]
public class IdentityModule : AbpModule
{
    /// <inheritdoc />
    public override void ConfigureServices(ServiceConfigurationContext context) =>
        context.Services.AddAbpDbContext<IdentityDbContext>(options => options.AddDefaultRepositories(includeAllEntities: true));
}
