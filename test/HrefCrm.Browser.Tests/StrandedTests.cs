namespace HrefCrm.Browser.Tests;

/// <summary>How pages let somebody in again who cannot come in by themselves, and keep out who has gone.</summary>
public class StrandedTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_first_invite_that_went_astray_is_made_anew()
    {
        var workspace = await Fixture.ProvisionAsync();
        var staff = await NewStaffAsync();
        var email = BrowserFixture.NewEmail();
        await staff.GoAsync($"/tenants/{workspace.Slug}");
        await staff.Field("Admin's e-mail address").FillAsync(email);
        await staff.Button("Make an invite link").ClickAsync();
        await Expect(staff.Heading($"Hand this link to {email}")).ToBeVisibleAsync();
        var link = new Uri(await staff.Page.Locator("#invite-link").InnerTextAsync());
        await staff.StoredAsync();

        await (await NewVisitorAsync(workspace.Url)).AcceptAsNewAsync(link);
    }

    [Fact]
    public async Task A_colleague_resets_a_lost_second_factor()
    {
        var workspace = await Fixture.ProvisionAsync();
        var admin = await NewMemberAsync(workspace);
        var email = BrowserFixture.NewEmail();
        await (await NewVisitorAsync(workspace.Url)).AcceptAsNewAsync(await admin.InviteAsync(email));
        await admin.StoredAsync();
        await LoseSecondFactorAsync(email);

        await admin.GoAsync("/crm/settings/team");
        await ResetAsync(admin, email);
    }

    [Fact]
    public async Task Staff_reset_a_lost_second_factor_and_remove_who_has_gone()
    {
        var email = BrowserFixture.NewEmail();
        await Fixture.AddStaffAsync(email);
        await LoseSecondFactorAsync(email);
        var staff = await NewStaffAsync();
        await staff.GoAsync("/staff");
        await ResetAsync(staff, email);

        await staff.Button($"Remove {email}").ClickAsync();
        await staff.Dialog.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await staff.ShouldSeeAsync($"{email} was removed.");
        await Expect(staff.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = email })).ToHaveCountAsync(0);
        (await Fixture.Database.QueryAsync<long>($"SELECT count(*) FROM identity.people WHERE email = '{email}'")).ShouldBe([0]);
    }

    private Task LoseSecondFactorAsync(string email) =>
        Fixture.Database.ExecuteAsync($"UPDATE identity.people SET two_factor_enabled = true, authenticator_key = 'A' WHERE email = '{email}'");

    private async Task ResetAsync(Visitor visitor, string email)
    {
        await visitor.Button($"Reset two-factor of {email}").ClickAsync();
        await visitor.Dialog.GetByRole(AriaRole.Button, new() { Name = "Reset two-factor" }).ClickAsync();
        await visitor.ShouldSeeAsync($"Two-factor of {email} was reset.");
        await Expect(visitor.Button($"Reset two-factor of {email}")).ToHaveCountAsync(0);
        (await Fixture.Database.QueryAsync<bool>($"SELECT two_factor_enabled FROM identity.people WHERE email = '{email}'")).ShouldBe([false]);
    }
}
