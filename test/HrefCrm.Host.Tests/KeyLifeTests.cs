using System.Diagnostics;

namespace HrefCrm.Host.Tests;

/// <summary>Contract, "Keys over their life": what the CLI does in another process holds in the running host within a second.</summary>
[Collection(SharedHost.Name)]
public class KeyLifeTests(HostFixture fixture)
{
    private static readonly TimeSpan ASecond = TimeSpan.FromSeconds(1);

    private readonly TestHost _host = fixture.Host;
    private readonly Cli _cli = fixture.Cli;

    [Fact]
    public async Task A_provisioned_tenant_can_take_leads()
    {
        var tenant = await _cli.ProvisionAsync();

        (await _host.SendUntilAsync(201, () => new Request(tenant), ASecond)).ShouldBeAccepted();
    }

    [Fact]
    public async Task A_suspended_tenant_is_shut_and_a_reactivated_one_open_again()
    {
        var tenant = await ProvisionAsync();

        await _cli.RunAsync("tenants", "suspend", tenant.Slug);
        (await _host.SendUntilAsync(404, () => new Request(tenant), ASecond)).ShouldBe(404, "tenant_not_found");

        await _cli.RunAsync("tenants", "reactivate", tenant.Slug);
        (await _host.SendUntilAsync(201, () => new Request(tenant), ASecond)).ShouldBeAccepted();
    }

    [Fact]
    public async Task After_a_rotation_without_grace_only_the_new_key_works()
    {
        var tenant = await ProvisionAsync();

        var key = await _cli.RotateAsync(tenant, "0");

        (await _host.SendUntilAsync(401, () => new Request(tenant), ASecond)).ShouldBe(401, "invalid_api_key");
        (await _host.SendAsync(new Request(tenant) { Key = key })).ShouldBeAccepted();
    }

    [Fact]
    public async Task After_a_rotation_with_grace_both_keys_work_and_each_has_its_own_end()
    {
        var tenant = await ProvisionAsync();

        var second = await _cli.RotateAsync(tenant, "1h");
        (await _host.SendUntilAsync(201, () => new Request(tenant) { Key = second }, ASecond)).ShouldBeAccepted();
        (await _host.SendAsync(new Request(tenant))).ShouldBeAccepted();

        var third = await _cli.RotateAsync(tenant, "30d");
        (await _host.SendUntilAsync(201, () => new Request(tenant) { Key = third }, ASecond)).ShouldBeAccepted();
        foreach (var key in new[] { tenant.ApiKey, second })
            (await _host.SendAsync(new Request(tenant) { Key = key })).ShouldBeAccepted();

        var ends = await fixture.Leads.QueryAsync(
            "SELECT round(extract(epoch FROM ends_at - now()) / 3600)::int AS hours FROM tenancy.api_keys WHERE tenant_id = $1 ORDER BY created_at",
            tenant.Id);
        ends.Select(e => e["hours"]).ShouldBe([1, 720, null]);
    }

    [Fact]
    public async Task A_key_stops_by_itself_when_its_grace_is_over()
    {
        var tenant = await ProvisionAsync();
        await fixture.ExecuteAsync(
            $"UPDATE tenancy.api_keys SET ends_at = clock_timestamp() + interval '2 seconds' WHERE tenant_id = '{tenant.Id}'");
        var end = (DateTime)(await fixture.Leads.QueryAsync("SELECT ends_at FROM tenancy.api_keys WHERE tenant_id = $1", tenant.Id))[0]["ends_at"]!;

        (await _host.SendAsync(new Request(tenant))).ShouldBeAccepted();
        var refused = await _host.SendUntilAsync(401, () => new Request(tenant), TimeSpan.FromSeconds(4));

        refused.ShouldBe(401, "invalid_api_key");
        DateTime.UtcNow.ShouldBeInRange(end, end + ASecond);
    }

    [Fact]
    public async Task A_revoked_key_stops_at_once_and_the_others_go_on()
    {
        var tenant = await ProvisionAsync();
        var second = await _cli.RotateAsync(tenant, "24h");

        await _cli.RevokeAsync(tenant);

        (await _host.SendUntilAsync(401, () => new Request(tenant), ASecond)).ShouldBe(401, "invalid_api_key");
        (await _host.SendAsync(new Request(tenant) { Key = second })).ShouldBeAccepted();
    }

    // The host's clock may be behind that of whoever revokes.
    [Fact]
    public async Task A_revoked_key_stops_at_once_whatever_the_clocks_say()
    {
        var tenant = await ProvisionAsync();

        await fixture.ExecuteAsync(
            $"UPDATE tenancy.api_keys SET revoked_at = now() + interval '1 hour', ends_at = now() + interval '1 hour' WHERE tenant_id = '{tenant.Id}'");

        (await _host.SendUntilAsync(401, () => new Request(tenant), ASecond)).ShouldBe(401, "invalid_api_key");
    }

    [Fact]
    public async Task A_change_holds_in_every_running_host()
    {
        await using var another = await TestHost.StartAsync(fixture.ConnectionString);
        var tenant = await ProvisionAsync();
        (await another.SendUntilAsync(201, () => new Request(tenant), ASecond)).ShouldBeAccepted();

        await _cli.RevokeAsync(tenant);
        var began = Stopwatch.GetTimestamp();

        foreach (var host in new[] { _host, another })
            (await host.SendUntilAsync(401, () => new Request(tenant), ASecond)).ShouldBe(401, "invalid_api_key");
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(ASecond);
    }

    [Fact]
    public async Task When_a_key_was_last_used_is_known_to_the_minute()
    {
        var tenant = await _cli.ProvisionAsync();
        (await LastUsedAsync(tenant)).ShouldBeNull();
        var before = DateTime.UtcNow;

        (await _host.SendUntilAsync(201, () => new Request(tenant), ASecond)).ShouldBeAccepted();
        await Until.TrueAsync(async () => await LastUsedAsync(tenant) is not null, TimeSpan.FromSeconds(5));

        var used = (await LastUsedAsync(tenant))!.Value;
        (used.Ticks % TimeSpan.TicksPerMinute).ShouldBe(0);
        used.ShouldBeInRange(before.AddMinutes(-1), DateTime.UtcNow);
        var listed = (await _cli.RunAsync("keys", "list", tenant.Slug)).EnumerateArray().Single();
        listed.GetProperty("lastUsedAt").GetDateTime().ShouldBe(used);
        listed.GetProperty("prefix").GetString().ShouldBe("hcrm_");
        listed.GetProperty("lastFour").GetString().ShouldBe(tenant.ApiKey[^4..]);
        listed.GetRawText().ShouldNotContain(tenant.ApiKey);
    }

    [Fact]
    public async Task A_key_that_is_refused_is_not_used()
    {
        var tenant = await _cli.ProvisionAsync();
        await _host.SendUntilAsync(401, () => new Request(tenant) { Key = "hcrm_wrong" }, ASecond);
        await _host.SendUntilAsync(201, () => new Request(fixture.Acme), ASecond);
        var other = await ProvisionAsync();

        // The later use of another key is stored, so the earlier one would be as well.
        await Until.TrueAsync(async () => await LastUsedAsync(other) is not null, TimeSpan.FromSeconds(5));
        (await LastUsedAsync(tenant)).ShouldBeNull();
    }

    private async Task<Tenant> ProvisionAsync()
    {
        var tenant = await _cli.ProvisionAsync();
        (await _host.SendUntilAsync(201, () => new Request(tenant), ASecond)).ShouldBeAccepted();
        return tenant;
    }

    private async Task<DateTime?> LastUsedAsync(Tenant tenant) =>
        (DateTime?)(await fixture.Leads.QueryAsync("SELECT last_used_at FROM tenancy.api_keys WHERE tenant_id = $1", tenant.Id)).Single()["last_used_at"];
}
