namespace HrefCrm.Browser.Tests;

/// <summary>Nothing that the run wrote holds a key, a password or a token.</summary>
public class SecretTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_secret_is_in_no_log_row_page_mail_or_address_apart_from_the_view_that_shows_it()
    {
        var email = BrowserFixture.NewEmail();
        var pages = new List<string>();
        var staff = await NewVisitorAsync(Fixture.BareUrl);
        await staff.BecomeStaffAsync(await Fixture.AddStaffAsync(email), email);
        var workspace = await staff.ProvisionAsync();
        await staff.StoredAsync();
        pages.Add(await staff.Page.ContentAsync());
        var renewed = await staff.RotateAsync();
        await staff.StoredAsync();
        pages.Add(await staff.Page.ContentAsync());
        await Fixture.UntilKnownAsync(workspace);
        await Fixture.Host.SendUntilAsync(201, () => new Request(workspace) { Key = renewed }, TimeSpan.FromSeconds(5));

        var admin = await NewMemberAsync(workspace);
        var colleague = await admin.InviteAsync(BrowserFixture.NewEmail());
        await admin.StoredAsync();
        pages.Add(await admin.Page.ContentAsync());
        var stranger = await NewVisitorAsync(workspace.Url);
        await stranger.SignInAsync(workspace.AdminEmail, Wrong);
        await stranger.ForgetPasswordAsync(workspace.AdminEmail);
        var mail = await Fixture.ReadMailAsync(workspace.AdminEmail);
        await staff.GoAsync("/audit");
        pages.Add(await staff.Page.ContentAsync());

        string[] keys = [workspace.ApiKey, renewed];
        string[] tokens = [workspace.Invite.Segments[^1], colleague.Segments[^1]];
        string[] secrets = [.. keys, .. tokens, Wrong, .. Fixture.Secrets];
        var rows = string.Join('\n', await ReadEveryRowAsync());
        rows.ShouldContain(email);
        var log = Fixture.Log.Entries.ToList();
        log.ShouldNotBeEmpty();
        foreach (var secret in secrets.Distinct())
        {
            log.Where(l => l.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty();
            rows.Contains(secret, StringComparison.Ordinal).ShouldBeFalse($"{secret} is in the database");
            mail.ShouldNotContain(secret, Case.Sensitive);
            pages.ShouldAllBe(p => !p.Contains(secret, StringComparison.Ordinal));
        }

        // An address has the token that leads to it, and nothing else.
        foreach (var address in staff.Addresses.Concat(admin.Addresses).Select(Uri.UnescapeDataString))
        {
            keys.Append(BrowserFixture.Password).ShouldAllBe(s => !address.Contains(s, StringComparison.Ordinal));
            if (!address.StartsWith(workspace.Invite.ToString(), StringComparison.Ordinal))
                tokens.ShouldAllBe(s => !address.Contains(s, StringComparison.Ordinal));
        }
    }

    private const string Wrong = "a password that nobody has";

    private async Task<List<string>> ReadEveryRowAsync()
    {
        var rows = new List<string>();
        foreach (var table in await Fixture.Database.QueryAsync<string>(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"))
        {
            rows.AddRange(await Fixture.Database.QueryAsync<string>($"SELECT t::text FROM {table} t"));
        }

        return rows;
    }
}
