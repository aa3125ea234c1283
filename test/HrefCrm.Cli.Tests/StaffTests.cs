namespace HrefCrm.Cli.Tests;

/// <summary><c>hrefcrm staff</c>: the first way in for HREF staff.</summary>
public class StaffTests(CliDatabase cli) : IClassFixture<CliDatabase>
{
    [Fact]
    public async Task Add_makes_an_account_without_a_password_and_prints_its_link_once()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var output = (await cli.RunAsync("staff", "add", $" {email.ToUpperInvariant()} ")).ShouldSucceed().ReplaceLineEndings("\n");
        var link = output.Split(' ', '\n').Single(w => w.StartsWith("http", StringComparison.Ordinal));
        output.ShouldBe(
            $"{email} is HREF staff now.\n\nONE-TIME: hand this over now, it cannot be shown again\n\n  Set password {link}\n               (1 day, one use)\n");
        var person = (await cli.Database.QueryAsync<Guid>($"SELECT id FROM identity.people WHERE email = '{email}' AND is_staff AND password_hash IS NULL")).Single();
        link.ShouldMatch($@"^http://localtest\.me:3001/reset-password\?person={person}&token=[A-Za-z0-9_-]+\z");
        (await cli.Database.QueryAsync<string>("SELECT p::text FROM identity.people p")).ShouldAllBe(row => !row.Contains(link.Split("token=")[1]));
    }

    [Fact]
    public async Task Add_as_JSON_tells_whether_the_account_is_new()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        foreach (var isNew in new[] { true, false })
        {
            var json = (await cli.RunAsync("staff", "add", email, "--json")).ShouldGiveJson();
            json.EnumerateObject().Select(p => p.Name).ShouldBe(["email", "isNew", "link"]);
            json.GetProperty("email").GetString().ShouldBe(email);
            json.GetProperty("isNew").GetBoolean().ShouldBe(isNew);
        }

        (await cli.RunAsync("staff", "add", email)).ShouldSucceed().ShouldStartWith($"{email} is HREF staff already.");
        (await cli.Database.QueryAsync<long>($"SELECT count(*) FROM identity.people WHERE email = '{email}'")).ShouldBe([1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("a@b")]
    [InlineData("a@example.com\nb@example.com")]
    public async Task Add_refuses_what_is_no_address(string email)
    {
        var before = await cli.Database.QueryAsync<long>("SELECT count(*) FROM identity.people");
        (await cli.RunAsync("staff", "add", email)).ShouldFail();
        (await cli.Database.QueryAsync<long>("SELECT count(*) FROM identity.people")).ShouldBe(before);
    }

    [Fact]
    public async Task List_remove_and_reset_2fa()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        (await cli.RunAsync("staff", "add", email)).ShouldSucceed();
        (await cli.RunAsync("staff", "list")).ShouldSucceed().ShouldMatch($@"(?m)^{email}  added \d{{4}}-\d\d-\d\d \d\d:\d\d UTC, no password yet, two-factor off\r?$");

        await cli.Database.ExecuteAsync($"UPDATE identity.people SET two_factor_enabled = true WHERE email = '{email}'");
        (await cli.RunAsync("staff", "list", "--json")).ShouldGiveJson().EnumerateArray()
            .Single(s => s.GetProperty("email").GetString() == email).GetProperty("hasSecondFactor").GetBoolean().ShouldBeTrue();
        (await cli.RunAsync("staff", "reset-2fa", email)).ShouldSucceed().ShouldBe($"{email} signs in by password alone now.{Environment.NewLine}");
        (await cli.Database.QueryAsync<bool>($"SELECT two_factor_enabled FROM identity.people WHERE email = '{email}'")).ShouldBe([false]);

        (await cli.RunAsync("staff", "remove", email.ToUpperInvariant())).ShouldSucceed().ShouldBe($"{email} is removed.{Environment.NewLine}");
        (await cli.Database.QueryAsync<long>($"SELECT count(*) FROM identity.people WHERE email = '{email}'")).ShouldBe([0]);
        (await cli.RunAsync("staff", "remove", email)).ShouldFail("no such staff account");
        (await cli.Database.QueryAsync<string>($"SELECT action FROM tenancy.audit_entries WHERE detail = '{email}' ORDER BY at"))
            .ShouldBe(["staff_added", "second_factor_reset", "staff_removed"]);
    }
}
