using System.Text.Json;

namespace HrefCrm.Cli.Tests;

/// <summary><c>hrefcrm tenants</c>.</summary>
public class TenantsTests(CliDatabase cli) : IClassFixture<CliDatabase>
{
    [Fact]
    public async Task List_shows_slug_state_and_name_by_slug()
    {
        var mark = $"{Guid.NewGuid():N}"[..8];
        var (second, first) = (await cli.ProvisionAsync($"b{mark}", "Beta"), await cli.ProvisionAsync($"a{mark}", "Alpha"));
        (await cli.RunAsync("tenants", "suspend", second.Slug)).ShouldSucceed();

        var lines = (await cli.RunAsync("tenants", "list", mark)).ShouldSucceed().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe([first.Slug, "active", "Alpha"]);
        lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe([second.Slug, "suspended", "Beta"]);
    }

    [Fact]
    public async Task List_without_a_filter_shows_all()
    {
        var tenants = new[] { await cli.ProvisionAsync(), await cli.ProvisionAsync() };
        var json = (await cli.RunAsync("tenants", "list", "--json")).ShouldGiveJson();
        json.EnumerateArray().Select(t => t.GetProperty("id").GetGuid())
            .ShouldBe(await cli.Database.QueryAsync<Guid>("SELECT id FROM tenancy.tenants ORDER BY slug"));
        tenants.Select(t => t.Id).Except(json.EnumerateArray().Select(t => t.GetProperty("id").GetGuid())).ShouldBeEmpty();
    }

    [Fact]
    public async Task List_goes_past_a_page()
    {
        var mark = $"p{Guid.NewGuid():N}"[..8];
        await cli.Database.ExecuteAsync(
            $"INSERT INTO tenancy.tenants (id, slug, name, primary_colour, created_at, updated_at) SELECT gen_random_uuid(), '{mark}-' || lpad(i::text, 4, '0'), 'Many', '#000000', now(), now() FROM generate_series(1, 1201) i");
        (await SlugsAsync(mark)).ShouldBe(Enumerable.Range(1, 1201).Select(i => $"{mark}-{i:0000}"));
    }

    [Fact]
    public async Task List_filters_by_part_of_slug_or_name_whatever_the_case()
    {
        var mark = $"f{Guid.NewGuid():N}"[..8];
        var bySlug = await cli.ProvisionAsync($"x-{mark}", "Nothing");
        var byName = await cli.ProvisionAsync("y", $"The {mark.ToUpperInvariant()} Company");
        (await SlugsAsync(mark)).ShouldBe([bySlug.Slug, byName.Slug]);
        (await SlugsAsync(mark.ToUpperInvariant())).ShouldBe([bySlug.Slug, byName.Slug]);
        (await SlugsAsync($"{mark} comp")).ShouldBe([byName.Slug]);
    }

    // The tests' cluster has the locale C, which knows no case beyond ASCII.
    [Theory]
    [InlineData("Zum Löwen", "ZUM LÖWEN")]
    [InlineData("CAFÉ ÉTOILE", "café étoile")]
    [InlineData("Ресторан Волга", "волга")]
    [InlineData("Ελλάδα", "ΕΛΛΆΔΑ")]
    public async Task List_knows_the_case_of_every_letter(string name, string filter)
    {
        (await cli.Database.QueryAsync<string>("SELECT datcollate FROM pg_database WHERE datname = current_database()")).ShouldBe(["C"]);
        var mark = $"l{Guid.NewGuid():N}"[..8];
        var tenant = await cli.ProvisionAsync(mark, $"{name} {mark}");
        (await SlugsAsync($"{filter} {mark}")).ShouldBe([tenant.Slug]);
    }

    [Theory]
    [InlineData("no-such-tenant-anywhere")]
    [InlineData("%")]
    [InlineData("_")]
    public async Task List_of_none_is_empty(string filter)
    {
        await cli.ProvisionAsync();
        (await cli.RunAsync("tenants", "list", filter)).ShouldSucceed().ShouldBeEmpty();
        (await cli.RunAsync("tenants", "list", filter, "--json")).ShouldGiveJson().GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Suspend_and_reactivate_turn_a_tenant_off_and_on()
    {
        var (tenant, other) = (await cli.ProvisionAsync(), await cli.ProvisionAsync());
        (await cli.RunAsync("tenants", "suspend", tenant.Slug)).ShouldSucceed().ShouldBe($"{tenant.Slug} is suspended.{Environment.NewLine}");
        var suspended = await SuspendedAtAsync(tenant);
        suspended.ShouldNotBeNull();
        (await SuspendedAtAsync(other)).ShouldBeNull();

        // Again is harmless, and keeps the time.
        var again = (await cli.RunAsync("tenants", "suspend", tenant.Slug, "--json")).ShouldGiveJson();
        again.GetProperty("slug").GetString().ShouldBe(tenant.Slug);
        again.GetProperty("suspendedAt").ValueKind.ShouldBe(JsonValueKind.String);
        (await SuspendedAtAsync(tenant)).ShouldBe(suspended);

        (await cli.RunAsync("tenants", "reactivate", tenant.Slug)).ShouldSucceed().ShouldBe($"{tenant.Slug} is active.{Environment.NewLine}");
        (await SuspendedAtAsync(tenant)).ShouldBeNull();
        (await cli.RunAsync("tenants", "reactivate", tenant.Slug, "--json")).ShouldGiveJson().GetProperty("suspendedAt").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Invite_makes_a_first_invite_anew_and_ends_the_one_before()
    {
        var tenant = await cli.ProvisionAsync(email: "mistyped@example.com");
        await cli.Database.ExecuteAsync($"UPDATE identity.invites SET expires_at = now() WHERE tenant_id = '{tenant.Id}'");
        (await cli.RunAsync("tenants", "invite", tenant.Slug, "typo@example.com")).ShouldSucceed().ShouldContain($"http://{tenant.Slug}.localtest.me:3001/invite/");
        var json = (await cli.RunAsync("tenants", "invite", tenant.Slug, "Ada@example.com", "--json")).ShouldGiveJson();
        json.EnumerateObject().Select(p => p.Name).ShouldBe(["email", "inviteUrl", "isMailed"]);

        (await cli.Database.QueryAsync<string>(
            $"SELECT email || ' ' || role FROM identity.invites WHERE tenant_id = '{tenant.Id}' AND revoked_at IS NULL AND expires_at > now()")).ShouldBe(["ada@example.com admin"]);
        (await cli.Database.QueryAsync<string>(
            $"SELECT detail FROM tenancy.audit_entries WHERE about_tenant_id = '{tenant.Id}' AND action = 'invited' ORDER BY at"))
            .ShouldBe(["typo@example.com", "Ada@example.com"]);
        (await cli.RunAsync("tenants", "invite", tenant.Slug, "nonsense")).ShouldFail("not an e-mail address");
        (await cli.RunAsync("tenants", "invite", "no-such-tenant", "a@example.com")).ShouldFail("'no-such-tenant'");
    }

    [Theory]
    [InlineData("suspend")]
    [InlineData("reactivate")]
    public async Task An_unknown_tenant_is_refused(string verb)
    {
        (await cli.RunAsync("tenants", verb, "no-such-tenant")).ShouldFail("'no-such-tenant'");
        (await cli.RunAsync("tenants", verb, "no-such\ntenant", "--json")).ShouldFail("no tenant");
    }

    private async Task<List<string>> SlugsAsync(string filter) =>
        [.. (await cli.RunAsync("tenants", "list", filter, "--json")).ShouldGiveJson().EnumerateArray().Select(t => t.GetProperty("slug").GetString()!)];

    private async Task<string?> SuspendedAtAsync(Tenant tenant) =>
        (await cli.Database.QueryAsync<string>($"SELECT coalesce(suspended_at::text, '') FROM tenancy.tenants WHERE id = '{tenant.Id}'")).Single() is { Length: > 0 } time ? time : null;
}
