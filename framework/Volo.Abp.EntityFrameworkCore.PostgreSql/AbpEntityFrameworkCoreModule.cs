using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using Volo.Abp.Domain;
using Volo.Abp.EntityFrameworkCore.DependencyInjection;
using Volo.Abp.Modularity;
using Volo.Abp.Uow.EntityFrameworkCore;

namespace Volo.Abp.EntityFrameworkCore
{
    [DependsOn(typeof(AbpDddDomainModule))]
    public class AbpEntityFrameworkCoreModule : AbpModule
    {
        public override void ConfigureServices(ServiceConfigurationContext context) =>
            context.Services.TryAddTransient(typeof(IDbContextProvider<>), typeof(UnitOfWorkDbContextProvider<>));
    }

    /// <summary>PostgreSQL for every DbContext, or for one.</summary>
    public static class AbpDbContextOptionsPostgreSqlExtensions
    {
        public static void UseNpgsql(this AbpDbContextOptions options, Action<NpgsqlDbContextOptionsBuilder>? postgreSqlOptionsAction = null) =>
            options.Configure(context => context.UseNpgsql(postgreSqlOptionsAction));

        public static void UseNpgsql<TDbContext>(this AbpDbContextOptions options, Action<NpgsqlDbContextOptionsBuilder>? postgreSqlOptionsAction = null)
            where TDbContext : AbpDbContext<TDbContext> =>
            options.Configure<TDbContext>(context => context.UseNpgsql(postgreSqlOptionsAction));
    }

    /// <summary>PostgreSQL for the DbContext that is being made.</summary>
    public static class AbpDbContextConfigurationContextPostgreSqlExtensions
    {
        public static DbContextOptionsBuilder UseNpgsql(
            this AbpDbContextConfigurationContext context,
            Action<NpgsqlDbContextOptionsBuilder>? postgreSqlOptionsAction = null)
        {
            void Configure(NpgsqlDbContextOptionsBuilder builder)
            {
                builder.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery);
                postgreSqlOptionsAction?.Invoke(builder);
            }

            return context.ExistingConnection is { } connection
                ? context.DbContextOptions.UseNpgsql(connection, Configure)
                : context.DbContextOptions.UseNpgsql(context.ConnectionString, Configure);
        }
    }
}

namespace Volo.Abp.EntityFrameworkCore.PostgreSql
{
    [DependsOn(typeof(AbpEntityFrameworkCoreModule))]
    public class AbpEntityFrameworkCorePostgreSqlModule : AbpModule;
}
