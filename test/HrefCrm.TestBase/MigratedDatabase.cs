using HrefCrm.Composition;
using HrefCrm.PostgreSql.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp;

namespace HrefCrm.TestBase;

/// <summary>An empty database that was migrated. Tests that share one work on tenants of their own.</summary>
public sealed class MigratedDatabase : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public IConfiguration Configuration => ConfigurationOf(Database.ConnectionString);

    public async Task InitializeAsync() => Database = await CreateAsync();

    public async Task DisposeAsync() => await Database.DisposeAsync();

    /// <summary>Makes one for the caller alone.</summary>
    public static async Task<TestDatabase> CreateAsync()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        await MigrateAsync(database.ConnectionString);
        return database;
    }

    public static async Task MigrateAsync(string connectionString)
    {
        using var application = await AbpApplicationFactory.CreateAsync<HrefCrmModule>(options =>
        {
            options.UseAutofac();
            options.Services.ReplaceConfiguration(ConfigurationOf(connectionString));
        });
        await application.InitializeAsync();
        await application.ServiceProvider.GetRequiredService<DatabaseMigrator>().MigrateAsync();
        await application.ShutdownAsync();
    }

    private static IConfiguration ConfigurationOf(string connectionString) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("ConnectionStrings:Default", connectionString), new("Tenancy:PublicUrl", $"http://{Tenant.BaseDomain}:3001")])
        .Build();
}
