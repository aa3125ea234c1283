using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HrefCrm.Cli.Tests;

/// <summary><c>hrefcrm keys</c>: list, rotate, revoke.</summary>
public class KeysTests(CliDatabase cli) : IClassFixture<CliDatabase>
{
    [Fact]
    public async Task List_shows_what_may_be_seen_of_a_key()
    {
        var tenant = await cli.ProvisionAsync();
        var (id, made, by) = await OnlyKeyAsync(tenant);
        (await ListAsync(tenant)).ShouldBe([$"hcrm_…{tenant.LastFour}  made {made} UTC by {by}, last used never, no end set  {id}"]);

        await cli.Database.ExecuteAsync(
            $"UPDATE tenancy.api_keys SET last_used_at = '2026-05-10 16:42Z', ends_at = '2031-01-02 03:04:05Z' WHERE tenant_id = '{tenant.Id}'");
        (await ListAsync(tenant)).ShouldBe(
            [$"hcrm_…{tenant.LastFour}  made {made} UTC by {by}, last used 2026-05-10 16:42 UTC, ends 2031-01-02 03:04 UTC  {id}"]);

        await cli.Database.ExecuteAsync($"UPDATE tenancy.api_keys SET revoked_at = ends_at WHERE tenant_id = '{tenant.Id}'");
        (await ListAsync(tenant)).Single().ShouldContain("revoked 2031-01-02 03:04 UTC");
    }

    [Fact]
    public async Task List_as_JSON_has_every_field_and_no_secret()
    {
        var tenant = await cli.ProvisionAsync();
        var (id, _, by) = await OnlyKeyAsync(tenant);
        var run = await cli.RunAsync("keys", "list", tenant.Slug, "--json");
        var key = run.ShouldGiveJson().EnumerateArray().ShouldHaveSingleItem();
        key.EnumerateObject().Select(p => p.Name)
            .ShouldBe(["id", "prefix", "lastFour", "createdAt", "createdBy", "lastUsedAt", "endsAt", "isRevoked"], ignoreOrder: true);
        key.GetProperty("id").GetGuid().ShouldBe(id);
        key.GetProperty("prefix").GetString().ShouldBe("hcrm_");
        key.GetProperty("lastFour").GetString().ShouldBe(tenant.LastFour);
        key.GetProperty("createdBy").GetString().ShouldBe(by);
        key.GetProperty("createdAt").GetDateTime().Kind.ShouldBe(DateTimeKind.Utc);
        run.Output.ShouldNotContain(tenant.ApiKey[5..20]);
    }

    [Fact]
    public async Task List_is_newest_first_and_of_one_tenant()
    {
        var (tenant, _) = (await cli.ProvisionAsync(), await cli.ProvisionAsync());
        var second = (await RotateAsync(tenant)).Key;
        var third = (await RotateAsync(tenant)).Key;
        (await cli.RunAsync("keys", "list", tenant.Slug, "--json")).ShouldGiveJson().EnumerateArray().Select(k => k.GetProperty("lastFour").GetString())
            .ShouldBe([third[^4..], second[^4..], tenant.LastFour]);
    }

    [Theory]
    [InlineData(null, 24 * 60)]
    [InlineData("0", 0)]
    [InlineData("0h", 0)]
    [InlineData("90m", 90)]
    [InlineData("24h", 24 * 60)]
    [InlineData("30d", 30 * 24 * 60)]
    [InlineData("720h", 30 * 24 * 60)]
    public async Task Rotate_makes_a_key_and_ends_the_old_one_after_the_grace(string? grace, int minutes)
    {
        var tenant = await cli.ProvisionAsync();
        var rotated = await RotateAsync(tenant, grace);
        rotated.Key.ShouldMatch(@"^hcrm_[A-Za-z0-9_-]{43}\z");
        rotated.Key.ShouldNotBe(tenant.ApiKey);
        (await EndAsync(tenant, tenant.ApiKey)).ShouldBeInRange(rotated.Began.AddMinutes(minutes), rotated.Ended.AddMinutes(minutes));
        (await EndAsync(tenant, rotated.Key)).ShouldBe(DateTime.MaxValue);
    }

    [Fact]
    public async Task Rotate_prints_the_new_key_once_under_its_heading()
    {
        var tenant = await cli.ProvisionAsync();
        var output = (await cli.RunAsync("keys", "rotate", tenant.Slug)).ShouldSucceed();
        var key = output.Split(' ', '\n', '\r').Single(w => w.StartsWith("hcrm_", StringComparison.Ordinal));
        output.ReplaceLineEndings("\n").ShouldBe($"ONE-TIME: store this now, it cannot be shown again\n\n  API key      {key}\n");
        (await EndAsync(tenant, key)).ShouldBe(DateTime.MaxValue);
        (await ListAsync(tenant)).ShouldAllBe(line => !line.Contains(key));
    }

    [Fact]
    public async Task Rotating_again_leaves_each_key_its_own_end()
    {
        var tenant = await cli.ProvisionAsync();
        var one = await RotateAsync(tenant, "1h");
        var firstEnd = await EndAsync(tenant, tenant.ApiKey);
        var two = await RotateAsync(tenant, "24h");
        (await EndAsync(tenant, tenant.ApiKey)).ShouldBe(firstEnd);
        (await EndAsync(tenant, one.Key)).ShouldBeInRange(two.Began.AddHours(24), two.Ended.AddHours(24));
        (await EndAsync(tenant, two.Key)).ShouldBe(DateTime.MaxValue);

        // A shorter grace holds for all that would work longer.
        var three = await RotateAsync(tenant, "0");
        foreach (var old in new[] { tenant.ApiKey, one.Key, two.Key })
            (await EndAsync(tenant, old)).ShouldBeInRange(three.Began, three.Ended);
        (await EndAsync(tenant, three.Key)).ShouldBe(DateTime.MaxValue);
    }

    [Fact]
    public async Task Rotate_does_not_wake_a_revoked_key()
    {
        var tenant = await cli.ProvisionAsync();
        (await cli.RunAsync("keys", "revoke", tenant.Slug, tenant.LastFour)).ShouldSucceed();
        var end = await EndAsync(tenant, tenant.ApiKey);
        await RotateAsync(tenant, "30d");
        (await EndAsync(tenant, tenant.ApiKey)).ShouldBe(end);
    }

    [Theory]
    [InlineData("31d")]
    [InlineData("721h")]
    [InlineData("43201m")]
    [InlineData("2147483647d")]
    [InlineData("2147483647h")]
    [InlineData("99999999999d")]
    [InlineData("24")]
    [InlineData("h")]
    [InlineData("-1h")]
    [InlineData("1.5h")]
    [InlineData("1w")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task A_wrong_grace_is_refused(string grace)
    {
        var tenant = await cli.ProvisionAsync();
        var before = await cli.AllRowsAsync();
        (await cli.RunAsync("keys", "rotate", tenant.Slug, "--grace", grace)).ShouldFail();
        (await cli.RunAsync("keys", "rotate", tenant.Slug, $"--grace={grace}", "--json")).ShouldFail();
        (await cli.AllRowsAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Revoke_ends_the_named_key_at_once(bool byId)
    {
        var tenant = await cli.ProvisionAsync();
        var (id, _, _) = await OnlyKeyAsync(tenant);
        var newer = (await RotateAsync(tenant)).Key;
        var began = DateTime.UtcNow;
        (await cli.RunAsync("keys", "revoke", tenant.Slug, byId ? id.ToString() : tenant.LastFour)).ShouldSucceed()
            .ShouldBe($"hcrm_…{tenant.LastFour} is revoked.{Environment.NewLine}");
        var end = await EndAsync(tenant, tenant.ApiKey);
        end.ShouldBeInRange(began.AddMilliseconds(-1), DateTime.UtcNow);
        (await EndAsync(tenant, newer)).ShouldBe(DateTime.MaxValue);
        (await ListAsync(tenant))[1].ShouldContain("revoked ");

        // Again is harmless, and changes nothing.
        (await cli.RunAsync("keys", "revoke", tenant.Slug, id.ToString(), "--json")).ShouldGiveJson().GetProperty("id").GetGuid().ShouldBe(id);
        (await EndAsync(tenant, tenant.ApiKey)).ShouldBe(end);
    }

    [Fact]
    public async Task Revoke_of_an_unknown_key_is_refused()
    {
        var (tenant, other) = (await cli.ProvisionAsync(), await cli.ProvisionAsync());
        var before = await cli.AllRowsAsync();
        var (others, _, _) = await OnlyKeyAsync(other);
        foreach (var unknown in new[] { "????", "", Guid.NewGuid().ToString(), others.ToString(), other.ApiKey, "no\nkey" })
        {
            var error = (await cli.RunAsync("keys", "revoke", tenant.Slug, unknown)).ShouldFail(tenant.Slug, "no such key");
            // Whoever gives the whole key must not find it in a log.
            error.ShouldNotContain(other.ApiKey);
        }

        (await cli.AllRowsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Revoke_asks_for_the_id_when_two_keys_end_alike()
    {
        var tenant = await cli.ProvisionAsync();
        await RotateAsync(tenant);
        await cli.Database.ExecuteAsync($"UPDATE tenancy.api_keys SET last_four = 'same' WHERE tenant_id = '{tenant.Id}'");
        (await cli.RunAsync("keys", "revoke", tenant.Slug, "same")).ShouldFail("2 keys", "id");
        (await cli.Database.QueryAsync<long>($"SELECT count(*) FROM tenancy.api_keys WHERE tenant_id = '{tenant.Id}' AND revoked_at IS NOT NULL")).ShouldBe([0]);
    }

    [Fact]
    public async Task A_suspended_tenants_keys_can_be_seen_rotated_and_revoked()
    {
        var tenant = await cli.ProvisionAsync();
        (await cli.RunAsync("tenants", "suspend", tenant.Slug)).ShouldSucceed();

        var rotated = await RotateAsync(tenant, "0");
        (await cli.RunAsync("keys", "revoke", tenant.Slug, rotated.Key[^4..], "--json")).ShouldGiveJson();

        (await ListAsync(tenant)).Length.ShouldBe(2);
        foreach (var key in new[] { tenant.ApiKey, rotated.Key })
            (await EndAsync(tenant, key)).ShouldBeInRange(rotated.Began, DateTime.UtcNow);
    }

    [Fact]
    public async Task Rotations_at_once_each_make_a_key_and_end_the_old_one()
    {
        var tenant = await cli.ProvisionAsync();
        await RotateAsync(tenant, "2h");

        var rotated = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RotateAsync(tenant, "1h")));

        (await EndAsync(tenant, tenant.ApiKey)).ShouldBeInRange(rotated.Min(r => r.Began).AddHours(1), rotated.Max(r => r.Ended).AddHours(1));
        rotated.Select(r => r.Key).ShouldBeUnique();
        foreach (var (key, began, _) in rotated)
            (await EndAsync(tenant, key)).ShouldBeGreaterThan(began.AddHours(1).AddSeconds(-1));
    }

    [Theory]
    [InlineData("list", "no-such-tenant")]
    [InlineData("rotate", "no-such-tenant")]
    [InlineData("revoke", "no-such-tenant", "abcd")]
    public async Task An_unknown_tenant_is_refused(params string[] arguments) =>
        (await cli.RunAsync(["keys", .. arguments])).ShouldFail("no tenant 'no-such-tenant'");

    private async Task<string[]> ListAsync(Tenant tenant) =>
        (await cli.RunAsync("keys", "list", tenant.Slug)).ShouldSucceed().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private async Task<(string Key, DateTime Began, DateTime Ended)> RotateAsync(Tenant tenant, string? grace = null)
    {
        // PostgreSQL keeps microseconds, so a time may come back a little earlier.
        var began = DateTime.UtcNow.AddMilliseconds(-1);
        string[] options = grace is null ? [] : ["--grace", grace];
        var json = (await cli.RunAsync(["keys", "rotate", tenant.Slug, "--json", .. options])).ShouldGiveJson();
        return (json.GetProperty("apiKey").GetString()!, began, DateTime.UtcNow);
    }

    /// <summary>When a key stops working, by its hash; never, if no end is set.</summary>
    private async Task<DateTime> EndAsync(Tenant tenant, string key)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return (await cli.Database.QueryAsync<DateTime>(
            $"SELECT coalesce(ends_at, 'infinity') FROM tenancy.api_keys WHERE tenant_id = '{tenant.Id}' AND hash = decode('{hash}', 'hex')")).ShouldHaveSingleItem();
    }

    private async Task<(Guid Id, string Made, string By)> OnlyKeyAsync(Tenant tenant)
    {
        var row = JsonDocument.Parse((await cli.Database.QueryAsync<string>(
            $"SELECT json_build_object('id', id, 'made', to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), 'by', created_by)::text FROM tenancy.api_keys WHERE tenant_id = '{tenant.Id}'")).Single()).RootElement;
        return (row.GetProperty("id").GetGuid(), row.GetProperty("made").GetString()!, row.GetProperty("by").GetString()!);
    }
}
