using HrefCrm.Composition.Database;
using HrefCrm.TestBase;
using Microsoft.Extensions.Configuration;

namespace HrefCrm.Host.Tests.Infrastructure;

/// <summary>A migrated database with two tenants, and a host on it.</summary>
public class HostFixture : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public string ConnectionString => _database.ConnectionString;

    public TestHost Host { get; private set; } = null!;

    public Cli Cli { get; private set; } = null!;

    public Leads Leads { get; private set; } = null!;

    public Tenant Acme { get; private set; } = null!;

    public Tenant BigFirm { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _database = await TestPostgres.CreateDatabaseAsync();
        await MigrateAsync(ConnectionString);
        Cli = new Cli(ConnectionString);
        Leads = new Leads(ConnectionString);
        var tenants = await Task.WhenAll(Cli.ProvisionAsync(), Cli.ProvisionAsync());
        (Acme, BigFirm) = (tenants[0], tenants[1]);
        Host = await TestHost.StartAsync(ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await _database.DisposeAsync();
    }

    public static async Task MigrateAsync(string connectionString)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("ConnectionStrings:Default", connectionString)])
            .Build();
        await new DatabaseMigrator(configuration, new DatabaseConnections(configuration)).MigrateAsync();
    }

    public Task ExecuteAsync(string sql) => _database.ExecuteAsync(sql);

    /// <summary>Sends a request that must not be taken, and makes sure that nothing of it is stored.</summary>
    public async Task<Answer> RefuseAsync(Request request)
    {
        var before = await Leads.CountByEmailAsync(request.Email);
        var answer = await Host.SendAsync(request);
        (await Leads.CountByEmailAsync(request.Email)).ShouldBe(before);
        return answer;
    }

    public async Task ShouldNotBeStoredAsync(Request request) => (await Leads.CountByEmailAsync(request.Email)).ShouldBe(0);

    /// <summary>Sends a lead that must be taken.</summary>
    /// <returns>Its row.</returns>
    public async Task<Dictionary<string, object?>> StoreAsync(Request request) =>
        await Leads.ReadAsync((await Host.SendAsync(request)).ShouldBeAccepted().LeadId);
}

/// <summary>The tests that share one host.</summary>
[CollectionDefinition(Name)]
public sealed class SharedHost : ICollectionFixture<HostFixture>
{
    public const string Name = "One host";
}
