
namespace HrefCrm.Identity.Tests;

/// <summary>An invite's link, in the browser of whoever holds it.</summary>
[Collection(SharedIdentity.Name)]
public class InviteTests(IdentityFixture fixture)
{
    [Fact]
    public async Task The_first_admin_accepts_with_a_new_password_and_is_signed_in()
    {
        var workspace = await fixture.ProvisionAsync();
        var browser = fixture.NewBrowser();
        Page page = null!;
        // A host hears of a new tenant within a second.
        await Until.TrueAsync(async () => (page = await browser.GetAsync(workspace.Invite)).Status == 200, TimeSpan.FromSeconds(1));
        page.Text.ShouldContain($"The {workspace.Slug} firm");
        page.Html.ShouldContain($"value=\"admin@{workspace.Slug}.example\"");

        await browser.SubmitAsync(page, "accept-as-new", ("New.NewPassword", IdentityFixture.Password));

        (await browser.IsSignedInAsync(workspace.Host)).ShouldBeTrue();
        (await browser.GetAsync(workspace.Host, "/account")).Text.ShouldContain($"admin@{workspace.Slug}.example");
        (await fixture.Database.QueryAsync<string>($"SELECT role FROM identity.memberships WHERE tenant_id = '{workspace.Id}'")).ShouldBe(["admin"]);
        (await fixture.NewBrowser().SignInAsync(workspace.Host, $"ADMIN@{workspace.Slug}.example", IdentityFixture.Password)).Text.ShouldNotContain("not right");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("nine char")]
    [InlineData("")]
    public async Task A_password_of_less_than_ten_characters_is_refused(string password)
    {
        var link = await fixture.InviteAsync(fixture.Acme, IdentityFixture.NewEmail());
        var browser = fixture.NewBrowser();
        var page = await browser.SubmitAsync(await browser.GetAsync(link), "accept-as-new", ("New.NewPassword", password));

        page.Text.ShouldContain("Use 10 to 256 characters.");
        page.Html.ShouldContain("aria-describedby=\"New-NewPassword-hint New-NewPassword-error\"");
        page.Html.ShouldContain("id=\"New-NewPassword-error\"");
        (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("1234567890")]
    [InlineData("qwertyuiop")]
    [InlineData("password123")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("{address}")]
    public async Task A_password_that_is_tried_first_is_refused(string password)
    {
        var email = IdentityFixture.NewEmail();
        var browser = fixture.NewBrowser();
        var page = await browser.GetAsync(await fixture.InviteAsync(fixture.Acme, email));
        page = await browser.SubmitAsync(page, "accept-as-new", ("New.NewPassword", password.Replace("{address}", email)));
        page.Status.ShouldBe(400);
        page.Text.ShouldContain("This password is easy to guess");
        (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();

        await browser.SubmitAsync(page, "accept-as-new", ("New.NewPassword", IdentityFixture.Password));
        (await browser.SubmitAsync(
            await browser.GetAsync(fixture.Acme.Host, "/account"),
            "change-password",
            ("Input.CurrentPassword", IdentityFixture.Password),
            ("Input.NewPassword", password.Replace("{address}", email)))).Text.ShouldContain("This password is easy to guess");
    }

    [Fact]
    public async Task An_address_with_an_account_accepts_by_signing_in_and_keeps_its_password()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var link = await fixture.InviteAsync(fixture.BigFirm, member.Email);
        var browser = fixture.NewBrowser();
        var page = await browser.GetAsync(link);
        page.HasForm("accept-as-new").ShouldBeFalse();

        page = await browser.SubmitAsync(page, "accept-by-sign-in", ("SignIn.Password", "another password"));
        page.Text.ShouldContain("not right");
        (await browser.IsSignedInAsync(fixture.BigFirm.Host)).ShouldBeFalse();

        await browser.SubmitAsync(page, "accept-by-sign-in", ("SignIn.Password", IdentityFixture.Password));
        (await browser.IsSignedInAsync(fixture.BigFirm.Host)).ShouldBeTrue();
        // One account, and each host is signed in to separately.
        (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();
        (await member.Browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeTrue();
        (await fixture.Database.QueryAsync<long>($"SELECT count(*) FROM identity.memberships WHERE person_id = '{member.PersonId}'")).ShouldBe([2]);
    }

    // The form for a new account, sent although there is one: the inviter holds the link too.
    [Fact]
    public async Task An_invite_never_sets_the_password_of_an_account()
    {
        var email = IdentityFixture.NewEmail();
        var (first, second) = (await fixture.InviteAsync(fixture.Acme, email), await fixture.InviteAsync(fixture.BigFirm, email));
        var inviter = fixture.NewBrowser();
        var page = await inviter.GetAsync(second);
        var owner = fixture.NewBrowser();
        await owner.SubmitAsync(await owner.GetAsync(first), "accept-as-new", ("New.NewPassword", IdentityFixture.Password));
        await fixture.Database.ExecuteAsync($"UPDATE identity.people SET email_confirmed_at = now() WHERE email = '{email}'");

        page = await inviter.SubmitAsync(page, "accept-as-new", ("New.NewPassword", "the inviter's choice"));

        page.Text.ShouldContain("There is an account with your address");
        page.HasForm("accept-by-sign-in").ShouldBeTrue();
        (await inviter.IsSignedInAsync(fixture.BigFirm.Host)).ShouldBeFalse();
        (await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, email, "the inviter's choice")).Text.ShouldContain("not right");
        (await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, email, IdentityFixture.Password)).Path.ShouldBe("/crm/settings");
    }

    [Fact]
    public async Task An_invite_is_good_once()
    {
        var link = await fixture.InviteAsync(fixture.Acme, IdentityFixture.NewEmail());
        var (one, two) = (fixture.NewBrowser(), fixture.NewBrowser());
        var (page, again) = (await one.GetAsync(link), await two.GetAsync(link));
        await one.SubmitAsync(page, "accept-as-new", ("New.NewPassword", IdentityFixture.Password));

        (await two.SubmitAsync(again, "accept-as-new", ("New.NewPassword", IdentityFixture.Password))).Text.ShouldContain("used already");
        (await two.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();
        var used = await two.GetAsync(link);
        used.Status.ShouldBe(410);
        used.Text.ShouldContain("used already");
    }

    [Fact]
    public async Task Of_many_who_accept_at_once_one_does()
    {
        var email = IdentityFixture.NewEmail();
        var link = await fixture.InviteAsync(fixture.Acme, email);
        var browsers = Enumerable.Range(0, 6).Select(_ => fixture.NewBrowser()).ToList();
        var pages = await Task.WhenAll(browsers.Select(b => b.GetAsync(link)));
        await Task.WhenAll(browsers.Zip(pages, (b, page) => b.SubmitAsync(page, "accept-as-new", ("New.NewPassword", IdentityFixture.Password))));

        (await Task.WhenAll(browsers.Select(b => b.IsSignedInAsync(fixture.Acme.Host)))).Count(signedIn => signedIn).ShouldBe(1);
        (await fixture.Database.QueryAsync<long>($"SELECT count(*) FROM identity.people WHERE email = '{email}'")).ShouldBe([1]);
    }

    [Theory]
    [InlineData("expires_at = now() - interval '1 second'", "seven days")]
    [InlineData("revoked_at = now()", "taken back")]
    public async Task An_expired_or_revoked_invite_is_refused(string change, string words)
    {
        var email = IdentityFixture.NewEmail();
        var link = await fixture.InviteAsync(fixture.Acme, email);
        var browser = fixture.NewBrowser();
        var page = await browser.GetAsync(link);
        await fixture.Database.ExecuteAsync($"UPDATE identity.invites SET {change} WHERE email = '{email}'");

        (await browser.SubmitAsync(page, "accept-as-new", ("New.NewPassword", IdentityFixture.Password))).Text.ShouldContain(words);
        var ended = await browser.GetAsync(link);
        ended.Status.ShouldBe(410);
        ended.Text.ShouldContain(words);
        (await fixture.Database.QueryAsync<long>($"SELECT count(*) FROM identity.people WHERE email = '{email}'")).ShouldBe([0]);
    }

    [Fact]
    public async Task An_invite_is_none_at_another_host()
    {
        var link = await fixture.InviteAsync(fixture.Acme, IdentityFixture.NewEmail());
        var browser = fixture.NewBrowser();
        (await browser.GetAsync(fixture.BigFirm.Host, link.PathAndQuery)).Status.ShouldBe(404);
        (await browser.GetAsync(IdentityFixture.StaffHost, link.PathAndQuery)).Status.ShouldBe(404);
        (await browser.GetAsync(fixture.Acme.Host, "/invite/nonsense")).Status.ShouldBe(404);
        (await browser.GetAsync(link)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Only_the_hash_of_the_token_is_stored()
    {
        var email = IdentityFixture.NewEmail();
        var token = (await fixture.InviteAsync(fixture.Acme, email)).Segments[^1];
        token.ShouldMatch(@"^[A-Za-z0-9_-]{43}\z");
        var row = (await fixture.Database.QueryAsync<string>($"SELECT i::text FROM identity.invites i WHERE email = '{email}'")).Single();
        row.ShouldNotContain(token);
        row.ShouldContain(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token))));
        (await fixture.Database.QueryAsync<TimeSpan>($"SELECT expires_at - created_at FROM identity.invites WHERE email = '{email}'"))
            .ShouldBe([TimeSpan.FromDays(7)]);
    }
}
