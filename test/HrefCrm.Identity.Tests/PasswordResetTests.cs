using System.Text.RegularExpressions;
using MimeKit;

namespace HrefCrm.Identity.Tests;

/// <summary>A forgotten password, end to end by mail.</summary>
[Collection(SharedIdentity.Name)]
public class PasswordResetTests(IdentityFixture fixture)
{
    [Fact]
    public async Task The_link_in_the_mail_sets_a_new_password_once()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var browser = fixture.NewBrowser();
        await AskAsync(browser, fixture.Acme.Host, member.Email.ToUpperInvariant());

        var mail = Read(await fixture.TakeMailAsync(member.Email));
        mail.Subject.ShouldBe($"Set a new password for The {fixture.Acme.Slug} firm");
        mail.From.Mailboxes.Single().Name.ShouldBe($"The {fixture.Acme.Slug} firm");
        mail.Body!.ContentType.MimeType.ShouldBe("text/plain");
        var link = LinkIn(mail);
        link.Authority.ShouldBe(fixture.Acme.Host);

        var page = await browser.GetAsync(link);
        (await browser.SubmitAsync(page, "reset-password", ("Input.NewPassword", "too short"))).Text.ShouldContain("Use 10 to 256 characters.");
        (await browser.SubmitAsync(page, "reset-password", ("Input.NewPassword", "a new password"))).Text.ShouldContain("Your new password is set.");

        // Whoever was signed in is not any more, and the old password is over.
        (await member.Browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();
        (await browser.SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password)).Text.ShouldContain("not right");
        (await browser.SignInAsync(fixture.Acme.Host, member.Email, "a new password")).Path.ShouldBe("/crm/settings");

        var second = fixture.NewBrowser();
        (await second.GetAsync(link)).Text.ShouldContain("This link cannot be used here: it was used already");
        (await browser.SubmitAsync(page, "reset-password", ("Input.NewPassword", "yet another one"))).Text.ShouldContain("This link cannot be used here: it was used already");
        (await second.SignInAsync(fixture.Acme.Host, member.Email, "yet another one")).Text.ShouldContain("not right");
    }

    [Fact]
    public async Task Staff_get_a_link_to_the_bare_domain_in_HREFs_name()
    {
        var email = IdentityFixture.NewEmail();
        await fixture.AddStaffAsync(email);
        await AskAsync(fixture.NewBrowser(), IdentityFixture.StaffHost, email);
        var mail = Read(await fixture.TakeMailAsync(email));
        mail.Subject.ShouldBe("Set a new password for HREF");
        LinkIn(mail).Authority.ShouldBe(IdentityFixture.StaffHost);
    }

    [Fact]
    public async Task Nobody_who_has_no_account_there_gets_a_mail_and_the_page_says_the_same()
    {
        var (member, asked) = (await fixture.AddMemberAsync(fixture.Acme), await fixture.AddMemberAsync(fixture.Acme));
        var unknown = IdentityFixture.NewEmail();
        var browser = fixture.NewBrowser();
        var texts = new[]
        {
            await AskAsync(browser, fixture.Acme.Host, unknown),
            await AskAsync(browser, fixture.BigFirm.Host, member.Email),
            await AskAsync(browser, IdentityFixture.StaffHost, member.Email),
            await AskAsync(browser, fixture.Acme.Host, asked.Email),
        };

        // Mails go out in the order in which they were asked for.
        await fixture.TakeMailAsync(asked.Email);
        fixture.HasMail(unknown).ShouldBeFalse();
        fixture.HasMail(member.Email).ShouldBeFalse();
        texts.Select(t => t[t.IndexOf("If there is", StringComparison.Ordinal)..]).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Asking_again_within_a_minute_sends_no_second_mail()
    {
        var (member, other) = (await fixture.AddMemberAsync(fixture.Acme), await fixture.AddMemberAsync(fixture.Acme));
        await AskAsync(fixture.NewBrowser(), fixture.Acme.Host, member.Email);
        await fixture.TakeMailAsync(member.Email);

        await AskAsync(fixture.NewBrowser(), fixture.Acme.Host, member.Email);
        await AskAsync(fixture.NewBrowser(), fixture.Acme.Host, other.Email);
        await fixture.TakeMailAsync(other.Email);
        fixture.HasMail(member.Email).ShouldBeFalse();

        await fixture.Database.ExecuteAsync($"UPDATE identity.people SET reset_mailed_at = now() - interval '61 seconds' WHERE id = '{member.PersonId}'");
        await AskAsync(fixture.NewBrowser(), fixture.Acme.Host, member.Email);
        await fixture.TakeMailAsync(member.Email);
    }

    [Fact]
    public async Task A_new_password_lifts_the_lock()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        for (var i = 0; i < 5; i++)
            await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, member.Email, "wrong password");
        await AskAsync(fixture.NewBrowser(), fixture.Acme.Host, member.Email);
        var link = LinkIn(Read(await fixture.TakeMailAsync(member.Email)));
        var browser = fixture.NewBrowser();
        await browser.SubmitAsync(await browser.GetAsync(link), "reset-password", ("Input.NewPassword", "a new password"));

        (await browser.SignInAsync(fixture.Acme.Host, member.Email, "a new password")).Path.ShouldBe("/crm/settings");
    }

    [Theory]
    [InlineData("/reset-password")]
    [InlineData("/reset-password?person=nonsense&token=nonsense")]
    [InlineData("/reset-password?person={0}")]
    [InlineData("/reset-password?person={0}&token=nonsense")]
    [InlineData("/reset-password?person={0}&token=%ff%00!")]
    public async Task A_link_that_is_none_sets_no_password(string path)
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var browser = fixture.NewBrowser();
        var page = await browser.GetAsync(fixture.Acme.Host, string.Format(path, member.PersonId));
        if (page.HasForm("reset-password"))
            (await browser.SubmitAsync(page, "reset-password", ("Input.NewPassword", "a new password"))).Text.ShouldContain("This link cannot be used any more");
        else
            page.Status.ShouldBeInRange(400, 499);
        (await browser.SignInAsync(fixture.Acme.Host, member.Email, "a new password")).Text.ShouldContain("not right");
    }

    [Fact]
    public async Task The_link_is_nobodys_on_the_other_side()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        await AskAsync(fixture.NewBrowser(), fixture.Acme.Host, member.Email);
        var link = LinkIn(Read(await fixture.TakeMailAsync(member.Email)));
        var browser = fixture.NewBrowser();
        (await browser.GetAsync(IdentityFixture.StaffHost, link.PathAndQuery)).Text.ShouldContain("This link cannot be used here: it was used already");
    }

    private static async Task<string> AskAsync(Browser browser, string host, string email)
    {
        var page = await browser.SubmitAsync(await browser.GetAsync(host, "/forgot-password"), "forgot-password", ("Input.Email", email));
        page.Text.ShouldContain("a link is on its way");
        return page.Text;
    }

    internal static MimeMessage Read(string eml)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(eml));
        return MimeMessage.Load(stream);
    }

    internal static Uri LinkIn(MimeMessage mail) => new(Regex.Match(mail.TextBody!, @"https?://\S+").Value);
}
