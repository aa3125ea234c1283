namespace HrefCrm.Cli.Tests;

/// <summary>What <c>hrefcrm provision</c> refuses, leaving everything as it was.</summary>
public class ProvisionRefusedTests(CliDatabase cli) : IClassFixture<CliDatabase>
{
    private const string Longest = "a23456789-123456789-123456789-123456789-123456789-123456789-123";

    [Theory]
    [InlineData("a")]
    [InlineData("7")]
    [InlineData("a--b")]
    [InlineData("0-9")]
    [InlineData("xn-a")]
    [InlineData("apis")]
    [InlineData("my-www")]
    [InlineData(Longest)]
    public async Task A_good_slug_is_taken(string slug)
    {
        (await cli.RunAsync("provision", slug, "A tenant", "admin@example.com")).ShouldSucceed();
        (await cli.Database.QueryAsync<long>($"SELECT count(*) FROM tenancy.tenants WHERE slug = '{slug}'")).ShouldBe([1]);
    }

    [Theory]
    [InlineData("Acme")]
    [InlineData("acme-")]
    [InlineData("ac_me")]
    [InlineData("ac.me")]
    [InlineData("ac me")]
    [InlineData(" acme")]
    [InlineData("acme\n")]
    [InlineData("acme\u0130")]
    [InlineData("müller")]
    [InlineData("\u0661\u0662")]
    [InlineData("xn--acme")]
    [InlineData(Longest + "4")]
    [InlineData("'; DROP TABLE tenancy.tenants; --")]
    public async Task A_bad_slug_is_refused(string slug) => await ShouldBeRefusedAsync(["slug"], slug, "A tenant", "admin@example.com");

    [Theory]
    [InlineData("www")]
    [InlineData("api")]
    [InlineData("admin")]
    [InlineData("app")]
    [InlineData("docs")]
    [InlineData("mail")]
    [InlineData("static")]
    [InlineData("assets")]
    [InlineData("status")]
    [InlineData("localhost")]
    public async Task A_reserved_slug_is_refused(string slug) => await ShouldBeRefusedAsync([$"'{slug}'", "reserved"], slug, "A tenant", "admin@example.com");

    // Without "--" it reads as an option.
    [Fact]
    public async Task A_slug_that_begins_with_a_hyphen_is_refused()
    {
        await ShouldBeRefusedAsync(["-acme"], "-acme", "A tenant", "admin@example.com");
        await ShouldBeRefusedAsync(["slug"], "--", "-acme", "A tenant", "admin@example.com");
    }

    [Fact]
    public async Task An_empty_slug_is_refused() => await ShouldBeRefusedAsync(["slug"], "", "A tenant", "admin@example.com");

    [Fact]
    public async Task A_taken_slug_is_refused()
    {
        var tenant = await cli.ProvisionAsync();
        await ShouldBeRefusedAsync([$"'{tenant.Slug}'", "already"], tenant.Slug, "Another", "other@example.com");
        await ShouldBeRefusedAsync([$"'{tenant.Slug}'", "already"], tenant.Slug, "Another", "other@example.com", "--json");
    }

    [Fact]
    public async Task Of_several_that_want_a_slug_at_once_one_gets_it()
    {
        var slug = $"race-{Guid.NewGuid():N}";
        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => cli.RunAsync("provision", slug, "A tenant", "admin@example.com", "--json")));

        var made = runs.Single(r => r.ExitCode == 0).ShouldGiveJson();
        foreach (var run in runs.Where(r => r.ExitCode != 0))
            run.ShouldFail($"'{slug}'", "already");
        (await cli.Database.QueryAsync<Guid>(
            $"SELECT t.id FROM tenancy.tenants t JOIN tenancy.api_keys k ON k.tenant_id = t.id JOIN identity.invites i ON i.tenant_id = t.id WHERE slug = '{slug}'"))
            .ShouldBe([made.GetProperty("id").GetGuid()]);
    }

    // The links are printed last: a setting that cannot make them must not cost a tenant its secrets.
    [Theory]
    [InlineData("")]
    [InlineData("crm.example")]
    [InlineData("crm.example:3001")]
    [InlineData("http://")]
    [InlineData("ftp://crm.example")]
    [InlineData("http://[::1]:3001")]
    public async Task A_public_address_that_is_none_is_refused_before_anything_is_made(string url)
    {
        var before = await cli.AllRowsAsync();
        (await Terminal.RunWithAsync(
            [new("ConnectionStrings__Default", cli.Database.ConnectionString), new("Tenancy__PublicUrl", url)],
            "provision",
            $"t-{Guid.NewGuid():N}",
            "A tenant",
            "admin@example.com")).ShouldFail("Tenancy:PublicUrl");
        (await cli.AllRowsAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("@example.com")]
    [InlineData("a@b@example.com")]
    [InlineData("ada@")]
    [InlineData("ada @example.com")]
    [InlineData("ada@example")]
    [InlineData("ada@-example.com")]
    [InlineData("ada\n@example.com")]
    public async Task A_bad_address_is_refused(string email) => await ShouldBeRefusedAsync(["e-mail address"], $"t-{Guid.NewGuid():N}", "A tenant", email);

    [Fact]
    public async Task An_address_too_long_is_refused()
    {
        var domain = string.Concat(Enumerable.Repeat(new string('d', 60) + ".", 5)) + "com";
        await ShouldBeRefusedAsync(["320"], $"t-{Guid.NewGuid():N}", "A tenant", new string('a', 320 - domain.Length) + "@" + domain);
        (await cli.RunAsync("provision", $"t-{Guid.NewGuid():N}", "A tenant", new string('a', 319 - domain.Length) + "@" + domain)).ShouldSucceed();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Acme\nLaw")]
    public async Task A_name_that_is_blank_or_more_than_a_line_is_refused(string name) =>
        await ShouldBeRefusedAsync(["name"], $"t-{Guid.NewGuid():N}", name, "admin@example.com");

    [Fact]
    public async Task A_name_too_long_is_refused()
    {
        await ShouldBeRefusedAsync(["name", "200"], $"t-{Guid.NewGuid():N}", new string('n', 201), "admin@example.com");
        (await cli.RunAsync("provision", $"t-{Guid.NewGuid():N}", new string('n', 200), "admin@example.com")).ShouldSucceed();
    }

    [Theory]
    [InlineData]
    [InlineData("acme")]
    [InlineData("acme", "Acme")]
    [InlineData("acme", "Acme", "a@example.com", "more")]
    [InlineData("acme", "Acme", "a@example.com", "--nonsense")]
    public async Task A_wrong_number_of_arguments_is_refused(params string[] arguments) => await ShouldBeRefusedAsync(["--help"], arguments);

    private async Task ShouldBeRefusedAsync(string[] words, params string[] arguments)
    {
        var before = await cli.AllRowsAsync();
        (await cli.RunAsync(["provision", .. arguments])).ShouldFail(words);
        (await cli.AllRowsAsync()).ShouldBe(before);
    }
}
