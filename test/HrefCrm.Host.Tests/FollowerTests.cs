namespace HrefCrm.Host.Tests;

/// <summary>
/// How a host hears of changes where ids of transactions are no guide. This class cuts the host's connections, so it has a host of its own.
/// </summary>
public class FollowerTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);

    // After a crash or a promotion PostgreSQL may give a new change an id that the host has passed.
    [Theory]
    [InlineData("tenancy.tenants", "suspended_at = now()", 404)]
    [InlineData("tenancy.api_keys", "revoked_at = now(), ends_at = now()", 401)]
    public async Task A_change_under_an_id_that_was_passed_is_heard_of_once_the_connection_is_another(string table, string change, int status)
    {
        var tenant = await fixture.Cli.ProvisionAsync();
        (await fixture.Host.SendUntilAsync(201, () => new Request(tenant), FiveSeconds)).ShouldBeAccepted();
        var key = table == "tenancy.tenants" ? "id" : "tenant_id";
        await fixture.ExecuteAsync(
            $"""
            ALTER TABLE {table} DISABLE TRIGGER set_revision;
            UPDATE {table} SET {change}, revision = '3' WHERE {key} = '{tenant.Id}';
            ALTER TABLE {table} ENABLE TRIGGER set_revision;
            """);
        await fixture.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        (await fixture.Host.SendUntilAsync(status, () => new Request(tenant), FiveSeconds)).Status.ShouldBe(status);
        (await fixture.Host.SendAsync(new Request(fixture.Acme))).ShouldBeAccepted();
    }
}
