using System.Text.RegularExpressions;

namespace HrefCrm.Browser.Tests;

/// <summary>Signing in where it goes wrong, with a second factor, and after a forgotten password.</summary>
public partial class SignInTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_wrong_password_is_refused_in_words_and_is_not_sent_back()
    {
        var workspace = await Fixture.ProvisionAsync();
        await NewMemberAsync(workspace);
        var visitor = await NewVisitorAsync(workspace.Url);

        await visitor.SignInAsync(workspace.AdminEmail, "a wrong password");

        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The e-mail address or the password is not right.");
        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await Expect(visitor.Field("E-mail address")).ToHaveValueAsync(workspace.AdminEmail);
        await Expect(visitor.Field("Password")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task After_five_wrong_passwords_a_stranger_has_to_wait()
    {
        var workspace = await Fixture.ProvisionAsync();
        await NewMemberAsync(workspace);
        var visitor = await NewVisitorAsync(workspace.Url);
        visitor.Expecting("429 (Too Many Requests)");
        for (var i = 0; i < 5; i++)
        {
            await visitor.SignInAsync(workspace.AdminEmail, "a wrong password");
            await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not right");
        }

        await visitor.SignInAsync(workspace.AdminEmail);
        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Too many tries");

        var staff = await NewStaffAsync();
        await staff.GoAsync($"/audit?tenant={workspace.Slug}");
        await Expect(staff.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Tried wrong passwords or codes" })).ToContainTextAsync(workspace.AdminEmail);
    }

    [Fact]
    public async Task A_second_factor_is_switched_on_and_asked_for()
    {
        var workspace = await Fixture.ProvisionAsync();
        var member = await NewMemberAsync(workspace);
        await member.GoAsync("/account/two-factor");
        var key = await member.Page.Locator("#key").InnerTextAsync();
        await member.Field("Code that the app shows").FillAsync(Totp.Code(key));
        await member.Field("Your password").FillAsync(BrowserFixture.Password);
        await member.Button("Switch on").ClickAsync();
        await Expect(member.Heading("Your recovery codes")).ToBeVisibleAsync();
        var code = (await member.Page.Locator("#codes").InnerTextAsync()).Split('\n')[0];
        await member.Link("I have stored them").ClickAsync();
        await member.ShouldSeeAsync("recovery codes are left");

        var visitor = await NewVisitorAsync(workspace.Url);
        await visitor.SignInAsync(workspace.AdminEmail);
        await visitor.Field("Code").FillAsync("000000");
        await visitor.Button("Sign in").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The code is not right.");
        await visitor.Field("Code").FillAsync(code);
        await visitor.Button("Sign in").ClickAsync();
        await visitor.ShouldBeAtAsync("/crm/settings");
    }

    [Fact]
    public async Task A_forgotten_password_is_set_anew_by_the_link_in_the_mail()
    {
        var workspace = await Fixture.ProvisionAsync();
        await NewMemberAsync(workspace);
        var visitor = await NewVisitorAsync(workspace.Url);
        await visitor.ForgetPasswordAsync(workspace.AdminEmail);
        await visitor.GoAsync(LinkIn(await Fixture.ReadMailAsync(workspace.AdminEmail)));
        await visitor.Field("New password").FillAsync("quite another one");
        await visitor.Button("Set the password").ClickAsync();
        await visitor.ShouldSeeAsync("Your new password is set. Sign in with it.");
        await visitor.SignInAsync(workspace.AdminEmail, "quite another one");
        await visitor.ShouldBeAtAsync("/crm/settings");
    }

    [Fact]
    public async Task One_signs_in_without_script()
    {
        var workspace = await Fixture.ProvisionAsync();
        await NewMemberAsync(workspace);
        var visitor = await NewVisitorAsync(workspace.Url, new() { JavaScriptEnabled = false });
        await visitor.Page.GotoAsync("/");
        await visitor.Field("E-mail address").FillAsync(workspace.AdminEmail);
        await visitor.Field("Password").FillAsync(BrowserFixture.Password);
        await visitor.Button("Sign in").ClickAsync();
        await visitor.ShouldBeAtAsync("/crm/settings");
        await visitor.Page.GotoAsync("/account");
        await visitor.ShouldSeeAsync(workspace.AdminEmail);
    }

    // Quoted-printable, as mail is.
    private static Uri LinkIn(string mail) => new(Links().Match(mail.Replace("=\r\n", "").Replace("=\n", "").Replace("=3D", "=")).Value);

    [GeneratedRegex(@"http://\S+/reset-password\?\S+")]
    private static partial Regex Links();
}
