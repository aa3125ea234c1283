using Microsoft.EntityFrameworkCore;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using Volo.Abp.EntityFrameworkCore.DependencyInjection;

namespace Volo.Abp.EntityFrameworkCore;

/// <summary>PostgreSQL for the DbContext that is being made.</summary>
public static class AbpDbContextConfigurationContextPostgreSqlExtensions
{
    public static DbContextOptionsBuilder UseNpgsql(
        this AbpDbContextConfigurationContext context,
        Action<NpgsqlDbContextOptionsBuilder>? postgreSqlOptionsAction = null)
    {
        return context.ExistingConnection is { } connection
            ? context.DbContextOptions.UseNpgsql(connection, Configure)
            : context.DbContextOptions.UseNpgsql(context.ConnectionString, Configure);

        void Configure(NpgsqlDbContextOptionsBuilder builder)
        {
            builder.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery);
            postgreSqlOptionsAction?.Invoke(builder);
        }
    }
}
