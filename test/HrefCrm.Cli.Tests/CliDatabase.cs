namespace HrefCrm.Cli.Tests;

/// <summary>A database that the CLI migrated. Tests that share one work on tenants of their own.</summary>
public sealed class CliDatabase : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await TestPostgres.CreateDatabaseAsync();
        (await RunAsync("migrate")).ShouldSucceed();
    }

    public async Task DisposeAsync() => await Database.DisposeAsync();

    public Task<Run> RunAsync(params string[] arguments) => Terminal.RunAsync(Database.ConnectionString, arguments);

    /// <summary>Provisions a tenant whose slug begins as told.</summary>
    public Task<Tenant> ProvisionAsync(string slugBegin = "t", string name = "A tenant", string email = "admin@example.com") =>
        new TestBase.Cli(Database.ConnectionString).ProvisionAsync($"{slugBegin}-{Guid.NewGuid():N}", name, email);

    /// <summary>What must not change when a command fails.</summary>
    public Task<List<string>> AllRowsAsync() => Database.QueryAsync<string>(
        """
        SELECT t::text FROM tenancy.tenants t UNION ALL SELECT k::text FROM tenancy.api_keys k
        UNION ALL SELECT s::text FROM leads.pipeline_stages s UNION ALL SELECT i::text FROM identity.invites i ORDER BY 1
        """);
}
