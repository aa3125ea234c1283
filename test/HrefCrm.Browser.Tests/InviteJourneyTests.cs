namespace HrefCrm.Browser.Tests;

/// <summary>From an invite's link to a workspace that looks like the client's own.</summary>
public class InviteJourneyTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task The_first_admin_accepts_gives_the_workspace_its_face_and_signs_in_again()
    {
        var workspace = await Fixture.ProvisionAsync("Acme Family Law");
        var admin = await NewVisitorAsync(workspace.Url);
        await admin.GoAsync(workspace.Invite);
        await admin.ShouldSeeAsync("Acme Family Law");
        await admin.ShouldSeeAsync("HREF invites you to join as an admin.");
        await Expect(admin.Field("E-mail address")).ToHaveValueAsync(workspace.AdminEmail);
        await admin.Field("Password").FillAsync("short");
        await admin.Button("Join").ClickAsync();
        await Expect(admin.Field("Password")).ToBeFocusedAsync();
        await Expect(admin.Page.GetByText("Use 10 to 256 characters.")).ToHaveCountAsync(1);
        await admin.Field("Password").FillAsync(BrowserFixture.Password);
        await admin.Button("Join").ClickAsync();
        await admin.ShouldBeAtAsync("/crm/settings");
        await admin.UntilReadyAsync();

        await admin.Field("Name").FillAsync("Acme & Daughters");
        await admin.Field("Tagline").FillAsync("Calm counsel for families");
        await admin.Field("Color").FillAsync("#b45309");
        await admin.Button("Save").ClickAsync();
        await admin.ShouldSeeAsync("Settings were saved.");
        // The open page takes the new face on by itself.
        await Expect(admin.Page.Locator(".rail-mark")).ToHaveAttributeAsync("title", "Acme & Daughters");
        await Expect(admin.Page.Locator(".rail .mark")).ToHaveCSSAsync("background-color", "rgb(180, 83, 9)");

        await admin.SignOutAsync();
        await Expect(admin.Page.Locator(".gate-name")).ToHaveTextAsync("Acme & Daughters");
        await Expect(admin.Page.Locator(".gate-tagline")).ToHaveTextAsync("Calm counsel for families");
        await Expect(admin.Button("Sign in")).ToHaveCSSAsync("background-color", "rgb(180, 83, 9)");
        await admin.GoAsync("/crm/settings");
        await admin.ShouldBeAtAsync("/?return=%2Fcrm%2Fsettings");

        await admin.SignInAsync(workspace.AdminEmail);
        await admin.ShouldBeAtAsync("/crm/settings");
    }

    [Fact]
    public async Task A_member_invites_somebody_who_joins_with_the_link()
    {
        var workspace = await Fixture.ProvisionAsync();
        var admin = await NewMemberAsync(workspace);
        var email = BrowserFixture.NewEmail();
        var link = await admin.InviteAsync(email);

        // One does not leave a link by mistake, and does not see it twice.
        await admin.Link("API keys").ClickAsync();
        await Expect(admin.Dialog).ToContainTextAsync("Leave without storing it?");
        await admin.Button("Stay").ClickAsync();
        await admin.Button("I have stored it").ClickAsync();
        await Expect(admin.Page.Locator("#invite-link")).ToHaveCountAsync(0);
        (await admin.Page.ContentAsync()).ShouldNotContain(link.Segments[^1]);

        var colleague = await NewVisitorAsync(workspace.Url);
        await colleague.AcceptAsNewAsync(link);
        await colleague.Link("Team").ClickAsync();
        await Expect(colleague.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = $"{email} (you)" })).ToContainTextAsync("Member");
    }

    [Fact]
    public async Task An_address_with_an_account_accepts_by_signing_in_and_keeps_its_password()
    {
        var (first, second) = (await Fixture.ProvisionAsync(), await Fixture.ProvisionAsync());
        var person = await NewMemberAsync(first);
        await Fixture.Database.ExecuteAsync($"UPDATE identity.people SET email_confirmed_at = now() WHERE email = '{first.AdminEmail}'");
        var link = await (await NewMemberAsync(second)).InviteAsync(first.AdminEmail);

        var again = await NewVisitorAsync(second.Url);
        await again.GoAsync(link);
        await again.ShouldSeeAsync("There is an account with your address");
        await Expect(again.Button("Join")).ToHaveCountAsync(0);
        await again.Field("Password").FillAsync("another password");
        await again.Button("Sign in and join").ClickAsync();
        await Expect(again.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The password is not right.");
        await again.Field("Password").FillAsync(BrowserFixture.Password);
        await again.Button("Sign in and join").ClickAsync();
        await again.ShouldBeAtAsync("/crm/settings");

        // The one account is in both workspaces, and its password is what it was.
        await person.SignOutAsync();
        await person.SignInAsync(first.AdminEmail);
        await person.ShouldBeAtAsync("/crm/settings");
    }

    [Fact]
    public async Task An_invite_that_was_used_says_so()
    {
        var workspace = await Fixture.ProvisionAsync();
        await NewMemberAsync(workspace);
        await ShouldBeOverAsync(workspace, workspace.Invite, "This invite was used already.");
    }

    [Fact]
    public async Task An_invite_that_was_taken_back_says_so()
    {
        var workspace = await Fixture.ProvisionAsync();
        var admin = await NewMemberAsync(workspace);
        var email = BrowserFixture.NewEmail();
        var link = await admin.InviteAsync(email);
        await admin.Button("I have stored it").ClickAsync();
        await admin.Button($"Revoke the invite of {email}").ClickAsync();
        await Expect(admin.Dialog).ToContainTextAsync($"Revoke the invite of {email}?");
        await admin.Button("Revoke invite").ClickAsync();
        await admin.ShouldSeeAsync($"The invite of {email} was revoked.");
        await Expect(admin.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = email })).ToHaveCountAsync(0);

        await ShouldBeOverAsync(workspace, link, "This invite was taken back.");
    }

    [Fact]
    public async Task An_invite_that_has_run_out_says_so()
    {
        var workspace = await Fixture.ProvisionAsync();
        await Fixture.Database.ExecuteAsync($"UPDATE identity.invites SET expires_at = now() - interval '1 second' WHERE tenant_id = '{workspace.Id}'");
        await ShouldBeOverAsync(workspace, workspace.Invite, "This invite was good for seven days");
    }

    [Fact]
    public async Task A_link_that_is_no_invite_says_so()
    {
        var workspace = await Fixture.ProvisionAsync();
        var visitor = await NewVisitorAsync(workspace.Url);
        visitor.Expecting("404 (Not Found)");
        (await visitor.GoAsync("/invite/nonsense")).Status.ShouldBe(404);
        await visitor.ShouldSeeAsync("There is no such invite here.");
    }

    private async Task ShouldBeOverAsync(Tenant workspace, Uri invite, string words)
    {
        var visitor = await NewVisitorAsync(workspace.Url);
        visitor.Expecting("410 (Gone)");
        (await visitor.GoAsync(invite)).Status.ShouldBe(410);
        await visitor.ShouldSeeAsync(words);
        await Expect(visitor.Field("Password")).ToHaveCountAsync(0);
    }
}
