using HrefCrm.Identity.Sessions;
using HrefCrm.Identity.Team;
using Microsoft.Extensions.DependencyInjection;

namespace HrefCrm.Identity.Tests;

/// <summary>What ends a session: its cookie is refused at once, and a page that is open hears of it within five seconds.</summary>
[Collection(SharedIdentity.Name)]
public class SessionEndTests(IdentityFixture fixture)
{
    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Signing_out_ends_it_and_no_other_of_the_person()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var other = fixture.NewBrowser();
        await other.SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password);
        var (page, otherPage) = (await OpenAsync(member, 0), await OpenAsync(member, 1));

        await member.Browser.SubmitAsync(await member.Browser.GetAsync(fixture.Acme.Host, "/account"), "sign-out");

        await page.ShouldEndAsync(FiveSeconds);
        (await other.IsSignedInAsync(fixture.Acme.Host)).ShouldBeTrue();
        otherPage.ShouldGoOn();
    }

    [Fact]
    public async Task On_the_host_where_one_signs_out_nothing_is_done_in_an_open_page_any_more()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        // So often, since now and then it is just then that the host asks for sessions that ended elsewhere.
        for (var i = 0; i < 3; i++)
        {
            var page = await OpenAsync(member, i);
            await member.Browser.SubmitAsync(await member.Browser.GetAsync(fixture.Acme.Host, "/account"), "sign-out");
            page.HasEnded.ShouldBeTrue();
            page.IsTrusted.ShouldBeFalse();
            await member.Browser.SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password);
        }
    }

    [Fact]
    public async Task Removal_from_a_workspace_ends_it_there_alone()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var elsewhere = fixture.NewBrowser();
        await elsewhere.SubmitAsync(
            await elsewhere.GetAsync(await fixture.InviteAsync(fixture.BigFirm, member.Email)), "accept-by-sign-in", ("SignIn.Password", IdentityFixture.Password));
        var (page, otherPage) = (await OpenAsync(member, 0), await OpenAsync(member, 1));
        var colleague = await fixture.AddMemberAsync(fixture.Acme);

        await fixture.InTenantAsync(fixture.Acme.Id, colleague.Principal, services => services.GetRequiredService<ITeamAppService>().RemoveAsync(member.PersonId));

        await page.ShouldEndAsync(FiveSeconds);
        (await member.Browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();
        (await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password)).Text.ShouldContain("not right");
        (await elsewhere.IsSignedInAsync(fixture.BigFirm.Host)).ShouldBeTrue();
        otherPage.ShouldGoOn();
    }

    [Fact]
    public async Task A_new_password_ends_all_but_the_session_that_set_it()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var other = fixture.NewBrowser();
        await other.SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password);
        var (mine, others) = (await OpenAsync(member, 0), await OpenAsync(member, 1));
        var account = await member.Browser.GetAsync(fixture.Acme.Host, "/account");

        var wrong = await member.Browser.SubmitAsync(
            account, "change-password", ("Input.CurrentPassword", "wrong password"), ("Input.NewPassword", "quite another one"));
        wrong.Text.ShouldContain("The password is not right.");
        (await other.IsSignedInAsync(fixture.Acme.Host)).ShouldBeTrue();

        (await member.Browser.SubmitAsync(
            account, "change-password", ("Input.CurrentPassword", IdentityFixture.Password), ("Input.NewPassword", "quite another one")))
            .Text.ShouldContain("Your password was changed.");

        await others.ShouldEndAsync(FiveSeconds);
        (await other.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();
        (await member.Browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeTrue();
        mine.ShouldGoOn();
        (await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password)).Text.ShouldContain("not right");
        (await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, member.Email, "quite another one")).Path.ShouldBe("/crm/settings");
    }

    [Fact]
    public async Task Suspension_shuts_the_workspace_and_its_open_pages()
    {
        var workspace = await fixture.ProvisionAsync();
        await Until.TrueAsync(async () => (await fixture.NewBrowser().GetAsync(workspace.Host, "/")).Status == 200, TimeSpan.FromSeconds(1));
        var member = await fixture.AddMemberAsync(workspace);
        var page = await OpenAsync(member, 0);

        await fixture.Cli.RunAsync("tenants", "suspend", workspace.Slug);

        await page.ShouldEndAsync(FiveSeconds);
        (await member.Browser.GetAsync(workspace.Host, "/account")).Status.ShouldBe(404);

        // Nor does it come back with the workspace.
        await fixture.Cli.RunAsync("tenants", "reactivate", workspace.Slug);
        await Until.TrueAsync(async () => (await member.Browser.GetAsync(workspace.Host, "/")).Status == 200, FiveSeconds);
        (await member.Browser.IsSignedInAsync(workspace.Host)).ShouldBeFalse();
        (await fixture.Database.QueryAsync<bool>($"SELECT ended_at IS NOT NULL FROM identity.sessions WHERE tenant_id = '{workspace.Id}'")).ShouldBe([true]);
        (await member.Browser.SignInAsync(workspace.Host, member.Email, IdentityFixture.Password)).Path.ShouldBe("/crm/settings");
    }

    [Fact]
    public async Task Staffs_pages_end_as_well()
    {
        var email = IdentityFixture.NewEmail();
        var browser = await fixture.AddStaffAsync(email);
        var session = (await fixture.Database.QueryAsync<Guid>(
            $"SELECT s.id FROM identity.sessions s JOIN identity.people p ON p.id = s.person_id WHERE p.email = '{email}' AND s.tenant_id IS NULL")).Single();
        using var page = new OpenPage(fixture.Host, session, null);

        await browser.SubmitAsync(await browser.GetAsync(IdentityFixture.StaffHost, "/account"), "sign-out");

        await page.ShouldEndAsync(FiveSeconds);
        (await browser.IsSignedInAsync(IdentityFixture.StaffHost)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_cannot_be_checked_is_not_trusted_until_it_can_be()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync(database.ConnectionString);
        var person = Guid.NewGuid();
        await database.ExecuteAsync(
            $"""
            INSERT INTO identity.people (id, is_staff, email, created_at, security_stamp, access_failed_count, two_factor_enabled, authenticator_step, recovery_codes)
              VALUES ('{person}', true, 'a@example.com', now(), '', 0, false, 0, array[]::text[]);
            INSERT INTO identity.sessions (id, person_id, created_at, expires_at) VALUES ('{person}', '{person}', now(), now() + interval '1 day');
            """);
        using var page = new OpenPage(host, person, null);

        await database.ExecuteAsync("REVOKE SELECT ON identity.sessions FROM hrefcrm_system");
        await Until.TrueAsync(() => Task.FromResult(!page.IsTrusted), FiveSeconds);
        page.HasEnded.ShouldBeFalse();

        await database.ExecuteAsync("GRANT SELECT ON identity.sessions TO hrefcrm_system");
        await Until.TrueAsync(() => Task.FromResult(page.IsTrusted), FiveSeconds);
    }

    // The person's sessions in the order in which they began.
    private async Task<OpenPage> OpenAsync(Member member, int index)
    {
        var sessions = await fixture.Database.QueryAsync<string>(
            $"SELECT id || ' ' || tenant_id FROM identity.sessions WHERE person_id = '{member.PersonId}' ORDER BY created_at");
        var ids = sessions[index].Split(' ');
        return new OpenPage(fixture.Host, Guid.Parse(ids[0]), Guid.Parse(ids[1]));
    }

    /// <summary>An open page, as the host's circuit handler registers one.</summary>
    private sealed class OpenPage : IDisposable
    {
        private readonly CircuitSessionMonitor _monitor;
        private readonly CircuitSession _session;
        private volatile bool _hasEnded;

        public OpenPage(TestHost host, Guid session, Guid? tenant)
        {
            _monitor = host.Services.GetRequiredService<CircuitSessionMonitor>();
            _session = _monitor.Open(session, tenant, () => _hasEnded = true);
            _session.IsTrusted.ShouldBeTrue();
        }

        public bool IsTrusted => _session.IsTrusted;

        public bool HasEnded => _hasEnded;

        public async Task ShouldEndAsync(TimeSpan within)
        {
            await Until.TrueAsync(() => Task.FromResult(_hasEnded), within);
            _session.IsTrusted.ShouldBeFalse();
        }

        public void ShouldGoOn()
        {
            _hasEnded.ShouldBeFalse();
            _session.IsTrusted.ShouldBeTrue();
        }

        public void Dispose() => _monitor.Close(_session);
    }
}
