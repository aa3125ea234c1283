using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HrefCrm.Cli.Tests;

/// <summary><c>hrefcrm provision</c>: what it prints, and exactly what it makes.</summary>
public partial class ProvisionTests(CliDatabase cli) : IClassFixture<CliDatabase>
{
    [Fact]
    public async Task Prints_the_block()
    {
        var slug = $"acme-{Guid.NewGuid():N}";
        var output = (await cli.RunAsync("provision", slug, "Acme Family Law", "ada@example.com")).ShouldSucceed();
        var id = (await cli.Database.QueryAsync<Guid>($"SELECT id FROM tenancy.tenants WHERE slug = '{slug}'")).Single();

        output = SecretKey().Replace(output, "hcrm_KEY");
        output = InviteToken().Replace(output, "/invite/TOKEN\n");
        output.ShouldBe(
            $"""
            Provisioned Acme Family Law

              Slug         {slug}
              Tenant id    {id}
              Splash       http://{slug}.localtest.me:3001/

            ONE-TIME: store these now, they cannot be shown again

              API key      hcrm_KEY
              Admin invite http://{slug}.localtest.me:3001/invite/TOKEN
                           (7 days, one use)

            """);
    }

    [Fact]
    public async Task Prints_the_same_as_JSON()
    {
        var slug = $"acme-{Guid.NewGuid():N}";
        var json = (await cli.RunAsync("provision", slug, "Łódź & \"Söhne\"", "ada@example.com", "--json")).ShouldGiveJson();
        json.EnumerateObject().Select(p => p.Name).ShouldBe(["id", "slug", "name", "apiKey", "splashUrl", "inviteUrl"], ignoreOrder: true);
        json.GetProperty("slug").GetString().ShouldBe(slug);
        json.GetProperty("name").GetString().ShouldBe("Łódź & \"Söhne\"");
        json.GetProperty("splashUrl").GetString().ShouldBe($"http://{slug}.localtest.me:3001/");
        json.GetProperty("apiKey").GetString()!.ShouldMatch(@"^hcrm_[A-Za-z0-9_-]{43}\z");
        json.GetProperty("inviteUrl").GetString()!.ShouldMatch($@"^http://{slug}\.localtest\.me:3001/invite/[A-Za-z0-9_-]{{43}}\z");
    }

    [Theory]
    [InlineData("@Home Realty")]
    [InlineData("Söhne & Töchter 株式会社 🏠")]
    [InlineData("O'Brien \"and\" Co; $(true) %s {0}")]
    public async Task Takes_a_name_as_it_is(string name)
    {
        var tenant = await cli.ProvisionAsync(name: name);
        (await cli.Database.QueryAsync<string>($"SELECT name FROM tenancy.tenants WHERE id = '{tenant.Id}'")).ShouldBe([name]);
        (await cli.RunAsync("tenants", "list", tenant.Slug)).ShouldSucceed().ShouldEndWith($" {name}{Environment.NewLine}");
    }

    [Fact]
    public async Task Makes_one_active_tenant()
    {
        var (tenant, began) = (await cli.ProvisionAsync(name: "  Acme Family Law "), DateTime.UtcNow);
        var row = await RowAsync($"SELECT * FROM tenancy.tenants WHERE id = '{tenant.Id}'");
        row.GetProperty("slug").GetString().ShouldBe(tenant.Slug);
        row.GetProperty("name").GetString().ShouldBe("Acme Family Law");
        row.GetProperty("primary_colour").GetString()!.ShouldMatch("^#[0-9a-f]{6}$");
        row.GetProperty("tagline").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("suspended_at").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("created_at").GetDateTime().ToUniversalTime().ShouldBe(began, TimeSpan.FromMinutes(2));
        row.GetProperty("updated_at").GetDateTime().ShouldBe(row.GetProperty("created_at").GetDateTime());
    }

    [Fact]
    public async Task Makes_one_key_and_stores_its_hash()
    {
        var tenant = await cli.ProvisionAsync();
        var row = await RowAsync($"SELECT encode(hash, 'hex') AS hash_hex, k.* FROM tenancy.api_keys k WHERE tenant_id = '{tenant.Id}'");
        row.GetProperty("hash_hex").GetString().ShouldBe(Hex(SHA256.HashData(Encoding.UTF8.GetBytes(tenant.ApiKey))));
        row.GetProperty("last_four").GetString().ShouldBe(tenant.LastFour);
        row.GetProperty("created_by").GetString()!.ShouldEndWith(" (terminal)");
        foreach (var column in new[] { "ends_at", "revoked_at", "last_used_at" })
            row.GetProperty(column).ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Makes_five_stages()
    {
        var tenant = await cli.ProvisionAsync();
        var stages = await cli.Database.QueryAsync<string>(
            $"SELECT format('%s %s %s %s', sort_order, name, colour, type) FROM leads.pipeline_stages WHERE tenant_id = '{tenant.Id}' ORDER BY sort_order");
        stages.ShouldBe(
        [
            "1 New #3b82f6 active",
            "2 Contacted #a855f7 active",
            "3 Qualified #06b6d4 active",
            "4 Won #10b981 won",
            "5 Lost #ef4444 lost",
        ]);
    }

    [Fact]
    public async Task Makes_one_invite_and_stores_its_tokens_hash()
    {
        var tenant = await cli.ProvisionAsync(email: "Ada.Lovelace@Example.COM");
        var token = Token(tenant);
        Base64Url.DecodeFromChars(token).Length.ShouldBe(32);

        var row = await RowAsync($"SELECT encode(token_hash, 'hex') AS hash_hex, expires_at - created_at = interval '7 days' AS week, i.* FROM identity.invites i WHERE tenant_id = '{tenant.Id}'");
        row.GetProperty("email").GetString().ShouldBe("ada.lovelace@example.com");
        row.GetProperty("hash_hex").GetString().ShouldBe(Hex(SHA256.HashData(Encoding.UTF8.GetBytes(token))));
        row.GetProperty("week").GetBoolean().ShouldBeTrue();
        row.GetProperty("role").GetString().ShouldBe("admin");
        row.GetProperty("accepted_at").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("invited_by").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Makes_no_person_member_or_lead()
    {
        await cli.ProvisionAsync();
        (await cli.Database.QueryAsync<long>(
            "SELECT (SELECT count(*) FROM identity.people) + (SELECT count(*) FROM identity.memberships) + (SELECT count(*) FROM leads.leads)")).ShouldBe([0]);
    }

    [Fact]
    public async Task Keeps_no_secret()
    {
        var tenant = await cli.ProvisionAsync();
        var token = Token(tenant);
        var all = string.Concat(await EverythingStoredAsync());

        // As text, as bytes, and decoded; the search finds what is there.
        foreach (var secret in new[] { tenant.ApiKey, token })
        {
            all.ShouldContain(Hex(SHA256.HashData(Encoding.UTF8.GetBytes(secret))));
            var random = secret[^43..];
            foreach (var form in new[] { random, random[..16], Hex(Encoding.UTF8.GetBytes(random)), Hex(Base64Url.DecodeFromChars(random)) })
                all.Contains(form, StringComparison.OrdinalIgnoreCase).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Makes_other_secrets_each_time()
    {
        var (one, two) = (await cli.ProvisionAsync(), await cli.ProvisionAsync());
        one.ApiKey.ShouldNotBe(two.ApiKey);
        Token(one).ShouldNotBe(Token(two));
        Token(one).ShouldNotBe(one.ApiKey[5..]);
    }

    private static string Token(Tenant tenant) => tenant.Invite.Segments[^1];

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private async Task<JsonElement> RowAsync(string sql) =>
        JsonDocument.Parse((await cli.Database.QueryAsync<string>($"SELECT to_jsonb(r)::text FROM ({sql}) r")).ShouldHaveSingleItem()).RootElement;

    /// <summary>Every row of every table as text; bytes are in hexadecimal.</summary>
    private async Task<List<string>> EverythingStoredAsync()
    {
        var tables = await cli.Database.QueryAsync<string>(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')");
        tables.Count.ShouldBeGreaterThan(6);
        var rows = new List<string>();
        foreach (var table in tables)
            rows.AddRange(await cli.Database.QueryAsync<string>($"SELECT t::text FROM {table} t"));
        return rows;
    }

    [GeneratedRegex("hcrm_[A-Za-z0-9_-]{43}(?=\r?\n)")]
    private static partial Regex SecretKey();

    [GeneratedRegex("/invite/[A-Za-z0-9_-]{43}\r?\n")]
    private static partial Regex InviteToken();
}
