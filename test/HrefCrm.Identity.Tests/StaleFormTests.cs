namespace HrefCrm.Identity.Tests;

/// <summary>A form that cannot be taken as it was sent is shown again, in words.</summary>
[Collection(SharedIdentity.Name)]
public class StaleFormTests(IdentityFixture fixture)
{
    private const string Token = "__RequestVerificationToken";
    private const string Words = "This page was open for a while. Please send it again.";

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task A_form_whose_token_is_not_good_comes_again_with_what_was_typed_and_works(string token)
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var browser = fixture.NewBrowser();
        var page = await browser.GetAsync(fixture.Acme.Host, "/?return=%2Faccount");

        var again = await browser.SubmitAsync(page, "sign-in", ("Input.Email", member.Email), ("Input.Password", IdentityFixture.Password), (Token, token));
        again.Status.ShouldBe(400);
        again.Text.ShouldContain(Words);
        again.Html.ShouldContain($"value=\"{member.Email}\"");
        again.Html.ShouldNotContain(IdentityFixture.Password);
        (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();

        var done = await browser.SubmitAsync(again, "sign-in", ("Input.Email", member.Email), ("Input.Password", IdentityFixture.Password));
        done.Path.ShouldBe("/account");
    }

    [Fact]
    public async Task The_second_of_two_sign_in_tabs_finds_that_one_is_signed_in()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var browser = fixture.NewBrowser();
        var (first, second) = (await browser.GetAsync(fixture.Acme.Host, "/"), await browser.GetAsync(fixture.Acme.Host, "/?return=%2Faccount"));
        (string, string)[] typed = [("Input.Email", member.Email), ("Input.Password", IdentityFixture.Password)];
        await browser.SubmitAsync(first, "sign-in", typed);

        var page = await browser.SubmitAsync(second, "sign-in", typed);

        page.Status.ShouldBe(200);
        page.Path.ShouldBe("/account");
    }

    [Fact]
    public async Task The_second_of_two_invite_tabs_says_that_the_invite_was_used()
    {
        var browser = fixture.NewBrowser();
        var link = await fixture.InviteAsync(fixture.Acme, IdentityFixture.NewEmail());
        var (first, second) = (await browser.GetAsync(link), await browser.GetAsync(link));
        await browser.SubmitAsync(first, "accept-as-new", ("New.NewPassword", IdentityFixture.Password));

        (await browser.SubmitAsync(second, "accept-as-new", ("New.NewPassword", IdentityFixture.Password))).Text.ShouldContain("This invite was used already.");
    }

    [Fact]
    public async Task Loading_the_page_with_recovery_codes_again_shows_how_things_stand()
    {
        var browser = (await fixture.AddMemberAsync(fixture.Acme)).Browser;
        var page = await browser.GetAsync(fixture.Acme.Host, "/account/two-factor");
        (string, string)[] typed = [("On.Code", Totp.Code(page.TextOf("key"))), ("On.Password", IdentityFixture.Password)];
        var codes = await browser.SubmitAsync(page, "two-factor-on", typed);
        codes.Text.ShouldContain("recovery codes");

        var again = await browser.SubmitAsync(page, "two-factor-on", typed);

        again.Status.ShouldBe(200);
        again.Text.ShouldContain("That form had been sent already.");
        again.Text.ShouldContain("10 are left");
        again.Text.ShouldNotContain("Cannot submit");
    }

    [Theory]
    [InlineData("no-such-form")]
    [InlineData("")]
    public async Task A_form_that_the_page_does_not_have_shows_the_page(string form)
    {
        var browser = fixture.NewBrowser();
        var page = await browser.SubmitAsync(await browser.GetAsync(fixture.Acme.Host, "/forgot-password?a=b"), "forgot-password", ("_handler", form));
        page.Status.ShouldBe(200);
        page.Path.ShouldBe("/forgot-password?a=b&notice=sent-before");
        page.Text.ShouldContain("That form had been sent already.");
    }
}
