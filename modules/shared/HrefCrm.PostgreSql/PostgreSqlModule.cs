using HrefCrm.PostgreSql.Roles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Domain;
using Volo.Abp.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore.PostgreSql;
using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Timing;
using Volo.Abp.Uow;

namespace HrefCrm.PostgreSql;

/// <summary>One PostgreSQL database for all modules: a role for each kind of work, migrations, and followers of what is committed.</summary>
[DependsOn(typeof(AbpDddDomainModule), typeof(AbpEntityFrameworkCorePostgreSqlModule), typeof(AbpMultiTenancyModule))]
public class PostgreSqlModule : AbpModule
{
    /// <inheritdoc />
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        Configure<AbpClockOptions>(options => options.Kind = DateTimeKind.Utc);
        // Row-level security knows the tenant by the transaction, so reading needs one as well.
        Configure<AbpUnitOfWorkDefaultOptions>(options => options.TransactionBehavior = UnitOfWorkTransactionBehavior.Enabled);
        Configure<AbpDbContextOptions>(options => options.Configure(c =>
        {
            // A connection, not its source: EF Core would build its model anew for each source.
            if (c.ExistingConnection is { } connection)
                c.DbContextOptions.UseNpgsql(connection);
            else
                c.DbContextOptions.UseNpgsql(SourceOf(c.ServiceProvider, c.ConnectionString).CreateConnection(), contextOwnsConnection: true);
            c.DbContextOptions.AddInterceptors(
                c.ServiceProvider.GetRequiredService<TenantTransactionInterceptor>(), c.ServiceProvider.GetRequiredService<StorableTextInterceptor>());
        }));
    }

    private static Npgsql.NpgsqlDataSource SourceOf(IServiceProvider services, string connectionString) =>
        services.GetRequiredService<DatabaseConnections>().SourceOf(connectionString);
}
