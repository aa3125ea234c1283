
namespace HrefCrm.Identity.Tests;

/// <summary>Signing in with an authenticator app.</summary>
[Collection(SharedIdentity.Name)]
public class TwoFactorTests(IdentityFixture fixture)
{
    [Fact]
    public async Task Signing_in_asks_for_the_code_of_the_app()
    {
        var (member, key, codes) = await EnableAsync();
        codes.Length.ShouldBe(10);
        codes.ShouldBeUnique();
        // The key is not shown again.
        var page = await member.Browser.GetAsync(fixture.Acme.Host, "/account/two-factor");
        page.Text.ShouldNotContain(key);
        page.Text.ShouldContain("10 are left");

        var browser = fixture.NewBrowser();
        page = await browser.SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password);
        page.Path.ShouldBe("/sign-in/two-factor");
        (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();

        page = await browser.SubmitAsync(page, "code", ("Input.Code", "000 000x"));
        page.Text.ShouldContain("The code is not right.");
        (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();
        var code = Totp.Code(key, stepsLater: 1);
        (await browser.SubmitAsync(page, "code", ("Input.Code", $" {code[..3]} {code[3..]} "))).Path.ShouldBe("/crm/settings");
        (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeTrue();

        // A code that was seen over the shoulder is worth nothing.
        var thief = fixture.NewBrowser();
        page = await thief.SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password);
        (await thief.SubmitAsync(page, "code", ("Input.Code", code))).Text.ShouldContain("The code is not right.");
        (await thief.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_recovery_code_is_good_once()
    {
        var (member, _, codes) = await EnableAsync();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var browser = fixture.NewBrowser();
            var page = await browser.SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password);
            await browser.SubmitAsync(page, "code", ("Input.Code", codes[3].ToLowerInvariant()));
            (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBe(attempt == 0);
        }

        (await member.Browser.GetAsync(fixture.Acme.Host, "/account")).Text.ShouldContain("9 recovery codes are left");
        var row = (await fixture.Database.QueryAsync<string>($"SELECT p::text FROM identity.people p WHERE id = '{member.PersonId}'")).Single();
        codes.ShouldAllBe(code => !row.Contains(code));
    }

    [Fact]
    public async Task Wrong_codes_are_slowed_down_too()
    {
        var (member, key, _) = await EnableAsync();
        var browser = fixture.NewBrowser();
        var page = await browser.SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password);
        // The right password in between forgives none of them.
        for (var i = 0; i < 5; i++)
        {
            await browser.SubmitAsync(page, "code", ("Input.Code", "ABCDE-FGHIJ"));
            await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password);
        }

        (await browser.SubmitAsync(page, "code", ("Input.Code", Totp.Code(key, stepsLater: 1)))).Text.ShouldContain("Too many tries");
        (await browser.SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password)).Text.ShouldContain("Too many tries");
        (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_right_password_before_there_is_no_code_to_give()
    {
        (await fixture.NewBrowser().GetAsync(fixture.Acme.Host, "/sign-in/two-factor")).Path.ShouldBe("/");

        // Nor does what was begun at one host count at another.
        var (member, _, _) = await EnableAsync();
        var browser = fixture.NewBrowser();
        await browser.SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password);
        browser.SetCookie(fixture.BigFirm.Host, "hrefcrm-code", browser.Cookie(fixture.Acme.Host, "hrefcrm-code")!);
        (await browser.GetAsync(fixture.BigFirm.Host, "/sign-in/two-factor")).Path.ShouldBe("/");
        (await browser.GetAsync(fixture.Acme.Host, "/sign-in/two-factor")).Path.ShouldBe("/sign-in/two-factor");
    }

    [Fact]
    public async Task An_invite_is_accepted_together_with_the_code()
    {
        var (member, key, _) = await EnableAsync();
        var link = await fixture.InviteAsync(fixture.BigFirm, member.Email);
        var browser = fixture.NewBrowser();
        var page = await browser.SubmitAsync(await browser.GetAsync(link), "accept-by-sign-in", ("SignIn.Password", IdentityFixture.Password));
        page.Path.ShouldBe("/sign-in/two-factor");
        (await browser.IsSignedInAsync(fixture.BigFirm.Host)).ShouldBeFalse();
        (await fixture.NewBrowser().GetAsync(link)).Status.ShouldBe(200);

        await browser.SubmitAsync(page, "code", ("Input.Code", Totp.Code(key, stepsLater: 1)));
        (await browser.IsSignedInAsync(fixture.BigFirm.Host)).ShouldBeTrue();
        (await fixture.NewBrowser().GetAsync(link)).Status.ShouldBe(410);
    }

    [Fact]
    public async Task Switching_on_needs_the_password_and_a_code_of_the_app()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var page = await member.Browser.GetAsync(fixture.Acme.Host, "/account/two-factor");
        var key = page.TextOf("key");
        page.Html.ShouldContain("<svg");
        page.Html.ShouldNotContain("style=");

        (await member.Browser.SubmitAsync(page, "two-factor-on", ("On.Code", Totp.Code(key)), ("On.Password", "wrong password"))).Text
            .ShouldContain("The password is not right.");
        (await member.Browser.SubmitAsync(page, "two-factor-on", ("On.Code", "123"), ("On.Password", IdentityFixture.Password))).Text
            .ShouldContain("The code is not right.");
        (await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password)).Path.ShouldBe("/crm/settings");
    }

    [Fact]
    public async Task Switching_off_and_new_recovery_codes_need_the_password()
    {
        var (member, key, codes) = await EnableAsync();
        var page = await member.Browser.GetAsync(fixture.Acme.Host, "/account/two-factor");
        (await member.Browser.SubmitAsync(page, "two-factor-renew", ("Renew.Password", "wrong password"))).Text.ShouldContain("The password is not right.");
        var renewed = (await member.Browser.SubmitAsync(page, "two-factor-renew", ("Renew.Password", IdentityFixture.Password))).TextOf("codes").Split('\n');
        renewed.Intersect(codes).ShouldBeEmpty();

        (await member.Browser.SubmitAsync(page, "two-factor-off", ("Off.Password", "wrong password"))).Text.ShouldContain("The password is not right.");
        (await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password)).Path.ShouldBe("/sign-in/two-factor");

        (await member.Browser.SubmitAsync(page, "two-factor-off", ("Off.Password", IdentityFixture.Password))).Path.ShouldBe("/account");
        (await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password)).Path.ShouldBe("/crm/settings");
        // Switched on again, it is with another key.
        (await member.Browser.GetAsync(fixture.Acme.Host, "/account/two-factor")).TextOf("key").ShouldNotBe(key);
    }

    private async Task<(Member Member, string Key, string[] Codes)> EnableAsync()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var page = await member.Browser.GetAsync(fixture.Acme.Host, "/account/two-factor");
        var key = page.TextOf("key");
        page = await member.Browser.SubmitAsync(page, "two-factor-on", ("On.Code", Totp.Code(key)), ("On.Password", IdentityFixture.Password));
        page.Text.ShouldContain("Your recovery codes");
        return (member, key, page.TextOf("codes").Split('\n'));
    }
}
