using HrefCrm.Identity.Team;
using Microsoft.Extensions.DependencyInjection;

namespace HrefCrm.Identity.Tests;

/// <summary>An address counts as its owner's once a link that was mailed to it was used.</summary>
[Collection(SharedIdentity.Name)]
public class OwnershipTests(IdentityFixture fixture)
{
    private const string Owners = "what the owner has chosen";

    [Fact]
    public async Task An_invite_is_shown_and_mailed_with_a_link_of_its_own()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var email = IdentityFixture.NewEmail();
        var shown = await InviteAsync(fixture.Host, member, email);
        shown.IsMailed.ShouldBeTrue();

        var mail = PasswordResetTests.Read(await fixture.TakeMailAsync(email, IdentityFixture.AboutInvite));
        mail.Subject.ShouldBe($"You are invited to The {fixture.Acme.Slug} firm");
        mail.From.Mailboxes.Single().Name.ShouldBe($"The {fixture.Acme.Slug} firm");
        mail.TextBody!.ShouldContain($"{member.Email} invited you");
        var mailed = PasswordResetTests.LinkIn(mail);
        mailed.Authority.ShouldBe(fixture.Acme.Host);
        mailed.ShouldNotBe(shown.Link);
        // Nor is the mailed one to be found in the database.
        (await fixture.Database.QueryAsync<string>($"SELECT i::text FROM identity.invites i WHERE email = '{email}'")).Single()
            .ShouldNotContain(mailed.Segments[^1]);

        var browser = fixture.NewBrowser();
        (await browser.GetAsync(shown.Link)).Status.ShouldBe(200);
        (await browser.GetAsync(fixture.BigFirm.Host, mailed.PathAndQuery)).Status.ShouldBe(404);
        await browser.SubmitAsync(await browser.GetAsync(mailed), "accept-as-new", ("New.NewPassword", IdentityFixture.Password));
        (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeTrue();
        (await IsConfirmedAsync(email)).ShouldBeTrue();
        (await browser.GetAsync(shown.Link)).Status.ShouldBe(410);
        (await browser.GetAsync(mailed)).Status.ShouldBe(410);
    }

    [Fact]
    public async Task A_link_that_was_shown_confirms_nothing()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme, isConfirmed: false);
        (await IsConfirmedAsync(member.Email)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_first_password_by_mail_ends_whatever_somebody_else_set_up()
    {
        var stranger = await fixture.AddMemberAsync(fixture.Acme, isConfirmed: false);
        await EnableSecondFactorAsync(stranger.Browser);

        var owner = fixture.NewBrowser();
        await SetByMailAsync(owner, stranger.Email, Owners);
        (await owner.SignInAsync(fixture.Acme.Host, stranger.Email, Owners)).Path.ShouldBe("/crm/settings");

        (await stranger.Browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();
        (await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, stranger.Email, IdentityFixture.Password)).Text.ShouldContain("not right");
        (await fixture.Database.QueryAsync<bool>(
            $"SELECT NOT two_factor_enabled AND authenticator_key IS NULL AND recovery_codes = '{{}}' FROM identity.people WHERE id = '{stranger.PersonId}'"))
            .ShouldBe([true]);
        (await ActionsAsync(stranger.Email)).ShouldContain($"email_confirmed {fixture.Acme.Id}");
    }

    [Fact]
    public async Task A_later_password_by_mail_leaves_the_owners_second_factor()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        await EnableSecondFactorAsync(member.Browser);
        var browser = fixture.NewBrowser();
        await SetByMailAsync(browser, member.Email, Owners);
        (await browser.SignInAsync(fixture.Acme.Host, member.Email, Owners)).Path.ShouldBe("/sign-in/two-factor");
    }

    [Fact]
    public async Task An_unconfirmed_account_joins_a_second_workspace_by_the_mailed_link_alone()
    {
        var stranger = await fixture.AddMemberAsync(fixture.Acme, isConfirmed: false);
        await EnableSecondFactorAsync(stranger.Browser);
        var shown = await fixture.InviteAsync(fixture.BigFirm, stranger.Email);
        await fixture.TakeMailAsync(stranger.Email, IdentityFixture.AboutInvite);

        var holder = fixture.NewBrowser();
        var page = await holder.GetAsync(shown);
        (page.HasForm("accept-by-sign-in") || page.HasForm("accept-as-new")).ShouldBeFalse();
        // The form of before is of no use either.
        await holder.SubmitAsync(page, "mail-invite", ("_handler", "accept-by-sign-in"), ("SignIn.Password", IdentityFixture.Password));
        await holder.SubmitAsync(page, "mail-invite", ("_handler", "accept-as-new"), ("New.NewPassword", Owners));
        (await holder.IsSignedInAsync(fixture.BigFirm.Host)).ShouldBeFalse();
        (await MembershipsAsync(stranger)).ShouldBe([fixture.Acme.Id]);

        // One was mailed within the last minute.
        await fixture.Database.ExecuteAsync($"UPDATE identity.invites SET mailed_at = now() - interval '61 seconds' WHERE email = '{stranger.Email}'");
        (await holder.SubmitAsync(page, "mail-invite")).Text.ShouldContain("A link is on its way.");
        var mailed = PasswordResetTests.LinkIn(PasswordResetTests.Read(await fixture.TakeMailAsync(stranger.Email, IdentityFixture.AboutInvite)));
        var owner = fixture.NewBrowser();
        await owner.SubmitAsync(await owner.GetAsync(mailed), "accept-as-new", ("New.NewPassword", Owners));

        (await owner.IsSignedInAsync(fixture.BigFirm.Host)).ShouldBeTrue();
        (await stranger.Browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();
        (await MembershipsAsync(stranger)).ShouldBe([fixture.Acme.Id, fixture.BigFirm.Id], ignoreOrder: true);
        (await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, stranger.Email, IdentityFixture.Password)).Text.ShouldContain("not right");
        (await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, stranger.Email, Owners)).Path.ShouldBe("/crm/settings");
    }

    [Fact]
    public async Task Who_was_in_one_workspace_alone_comes_back_to_it_by_a_shown_link()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme, isConfirmed: false);
        await fixture.Database.ExecuteAsync($"DELETE FROM identity.memberships WHERE person_id = '{member.PersonId}'");
        var browser = fixture.NewBrowser();
        var page = await browser.GetAsync(await fixture.InviteAsync(fixture.Acme, member.Email));
        await browser.SubmitAsync(page, "accept-by-sign-in", ("SignIn.Password", IdentityFixture.Password));
        (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_is_invited_and_forgot_the_password_that_they_never_had_is_mailed_a_link_that_works()
    {
        var email = IdentityFixture.NewEmail();
        await fixture.InviteAsync(fixture.Acme, email);
        await fixture.TakeMailAsync(email, IdentityFixture.AboutInvite);
        await fixture.Database.ExecuteAsync($"UPDATE identity.invites SET mailed_at = now() - interval '61 seconds' WHERE email = '{email}'");

        var browser = fixture.NewBrowser();
        await browser.SubmitAsync(await browser.GetAsync(fixture.Acme.Host, "/forgot-password"), "forgot-password", ("Input.Email", email.ToUpperInvariant()));
        var link = PasswordResetTests.LinkIn(PasswordResetTests.Read(await fixture.TakeMailAsync(email, IdentityFixture.AboutInvite)));
        await browser.SubmitAsync(await browser.GetAsync(link), "accept-as-new", ("New.NewPassword", Owners));
        (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_link_to_a_password_is_one_workspaces_alone_and_the_trail_says_which()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var elsewhere = fixture.NewBrowser();
        await elsewhere.SubmitAsync(
            await elsewhere.GetAsync(await fixture.InviteAsync(fixture.BigFirm, member.Email)), "accept-by-sign-in", ("SignIn.Password", IdentityFixture.Password));
        (await elsewhere.IsSignedInAsync(fixture.BigFirm.Host)).ShouldBeTrue();
        var browser = fixture.NewBrowser();
        await browser.SubmitAsync(await browser.GetAsync(fixture.Acme.Host, "/forgot-password"), "forgot-password", ("Input.Email", member.Email));
        var link = PasswordResetTests.LinkIn(PasswordResetTests.Read(await fixture.TakeMailAsync(member.Email)));

        var refused = await browser.GetAsync(fixture.BigFirm.Host, link.PathAndQuery);
        refused.Status.ShouldBe(410);
        refused.Text.ShouldContain("This link cannot be used here: it was used already, its day is over, or it is for another address.");
        (await ActionsAsync(member.Email)).ShouldNotContain(a => a.StartsWith("password_changed"));
        (await browser.SubmitAsync(await browser.GetAsync(link), "reset-password", ("Input.NewPassword", Owners))).Text.ShouldContain("Your new password is set.");
        (await ActionsAsync(member.Email)).Where(a => a.StartsWith("password_changed")).ShouldBe([$"password_changed {fixture.Acme.Id}"]);
    }

    [Fact]
    public async Task Where_no_mail_is_set_up_an_invite_says_so_and_nothing_is_due()
    {
        await using var host = await TestHost.StartAsync(fixture.Database.ConnectionString, "Environment=Development");
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var stranger = await fixture.AddMemberAsync(fixture.BigFirm, isConfirmed: false);
        var invite = await InviteAsync(host, member, stranger.Email);
        invite.IsMailed.ShouldBeFalse();
        (await fixture.Database.QueryAsync<bool>($"SELECT mail_due_at IS NULL FROM identity.invites WHERE id = '{invite.Id}'")).ShouldBe([true]);
        (await new Browser(host.Address).GetAsync(invite.Link)).Text.ShouldContain("No mail is set up here.");
    }

    // A terminal that has no mail set up hands links over; one that has leaves the mail to a host.
    [Fact]
    public async Task What_the_terminal_invites_is_mailed_by_a_host()
    {
        var slug = Tenant.NewSlug();
        var email = IdentityFixture.NewEmail();
        var run = await Terminal.RunWithAsync(
            [
                new("ConnectionStrings__Default", fixture.Database.ConnectionString),
                new("Mail__Folder", Path.GetTempPath()),
                new("Mail__From", "no-reply@example.com"),
            ],
            "provision", slug, "The terminal's", email);
        run.ShouldSucceed().ShouldContain("mailed to them as well");
        var mail = PasswordResetTests.Read(await fixture.TakeMailAsync(email, IdentityFixture.AboutInvite));
        mail.TextBody!.ShouldContain("HREF invited you to The terminal's as admin");
        PasswordResetTests.LinkIn(mail).Host.ShouldStartWith($"{slug}.");
    }

    private static Task<NewInviteDto> InviteAsync(TestHost host, Member member, string email) => host.CallAsync(
        member.Workspace.Id, member.Principal, services => services.GetRequiredService<ITeamAppService>().InviteAsync(new InviteInput { Email = email }));

    private async Task SetByMailAsync(Browser browser, string email, string password)
    {
        await browser.SubmitAsync(await browser.GetAsync(fixture.Acme.Host, "/forgot-password"), "forgot-password", ("Input.Email", email));
        var link = PasswordResetTests.LinkIn(PasswordResetTests.Read(await fixture.TakeMailAsync(email)));
        (await browser.SubmitAsync(await browser.GetAsync(link), "reset-password", ("Input.NewPassword", password))).Text.ShouldContain("Your new password is set.");
    }

    private async Task EnableSecondFactorAsync(Browser browser)
    {
        var page = await browser.GetAsync(fixture.Acme.Host, "/account/two-factor");
        page = await browser.SubmitAsync(page, "two-factor-on", ("On.Code", Totp.Code(page.TextOf("key"))), ("On.Password", IdentityFixture.Password));
        page.Text.ShouldContain("Your recovery codes");
    }

    private async Task<bool> IsConfirmedAsync(string email) =>
        (await fixture.Database.QueryAsync<bool>($"SELECT email_confirmed_at IS NOT NULL FROM identity.people WHERE email = '{email}'")).Single();

    private Task<List<Guid>> MembershipsAsync(Member member) =>
        fixture.Database.QueryAsync<Guid>($"SELECT tenant_id FROM identity.memberships WHERE person_id = '{member.PersonId}'");

    private Task<List<string>> ActionsAsync(string actor) => fixture.Database.QueryAsync<string>(
        $"SELECT action || ' ' || coalesce(about_tenant_id::text, '-') FROM tenancy.audit_entries WHERE actor = '{actor}' ORDER BY at");
}
