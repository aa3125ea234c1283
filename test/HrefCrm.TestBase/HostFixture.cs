namespace HrefCrm.TestBase;

/// <summary>A migrated database with two tenants, and a host on it.</summary>
public class HostFixture : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public string ConnectionString => _database.ConnectionString;

    public TestHost Host { get; private set; } = null!;

    public Cli Cli { get; private set; } = null!;

    public StoredLeads Leads { get; private set; } = null!;

    public Tenant Acme { get; private set; } = null!;

    public Tenant BigFirm { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _database = await MigratedDatabase.CreateAsync();
        Cli = new Cli(ConnectionString);
        Leads = new StoredLeads(ConnectionString);
        var tenants = await Task.WhenAll(Cli.ProvisionAsync(), Cli.ProvisionAsync());
        (Acme, BigFirm) = (tenants[0], tenants[1]);
        Host = await TestHost.StartAsync(ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await _database.DisposeAsync();
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
