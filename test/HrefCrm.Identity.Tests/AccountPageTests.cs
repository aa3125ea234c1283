using System.Text.RegularExpressions;
using HrefCrm.Identity.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace HrefCrm.Identity.Tests;

/// <summary>What pages say on opening: the account where one is signed in, a link whether it is good, an invite whose it is.</summary>
[Collection(SharedIdentity.Name)]
public class AccountPageTests(IdentityFixture fixture)
{
    [Fact]
    public async Task The_account_lists_where_one_is_signed_in_and_ends_it_there()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var elsewhere = fixture.NewBrowser();
        await elsewhere.SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password);
        (await elsewhere.IsSignedInAsync(fixture.Acme.Host)).ShouldBeTrue();

        var page = await member.Browser.GetAsync(fixture.Acme.Host, "/account");
        page.Text.ShouldContain("Where you are signed in");
        var forms = page.FormsBeginning("end-");
        // Not the one that one is in.
        forms.ShouldHaveSingleItem();
        (await member.Browser.SubmitAsync(page, forms[0])).Text.ShouldContain("The session was ended.");

        (await elsewhere.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();
        (await member.Browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeTrue();
    }

    [Fact]
    public async Task Nobody_ends_somebody_elses_session()
    {
        var (member, other) = (await fixture.AddMemberAsync(fixture.Acme), await fixture.AddMemberAsync(fixture.Acme));
        var session = (await fixture.Database.QueryAsync<Guid>($"SELECT id FROM identity.sessions WHERE person_id = '{other.PersonId}'")).Single();
        await fixture.InTenantAsync(fixture.Acme.Id, member.Principal, services => services.GetRequiredService<IAccountAppService>().EndSessionAsync(session));
        (await other.Browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_account_keeps_the_rail()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        foreach (var path in new[] { "/account", "/account/two-factor" })
            (await member.Browser.GetAsync(fixture.Acme.Host, path)).Html.ShouldContain("class=\"rail\"");
    }

    [Theory]
    [InlineData("/reset-password")]
    [InlineData("/reset-password?person=0197&token=nonsense")]
    [InlineData("/reset-password?person=01970000-0000-7000-8000-000000000000&token=bm9uc2Vuc2U")]
    public async Task A_link_to_a_password_that_is_not_good_says_so_on_opening(string path)
    {
        var page = await fixture.NewBrowser().GetAsync(fixture.Acme.Host, path);
        page.Status.ShouldBe(410);
        page.Text.ShouldContain("This link cannot be used here: it was used already, its day is over, or it is for another address.");
        page.HasForm("reset-password").ShouldBeFalse();
    }

    [Fact]
    public async Task An_invite_says_who_invites_as_what_and_until_when()
    {
        var link = await fixture.InviteAsync(fixture.Acme, IdentityFixture.NewEmail());
        var page = await fixture.NewBrowser().GetAsync(link);
        page.Text.ShouldContain("invites you to join as a member.");
        page.Text.ShouldContain($"The invite ends {DateTime.UtcNow.AddDays(7):yyyy-MM-dd}");
    }

    [Fact]
    public async Task Each_message_stands_once_beside_its_field_which_has_the_focus()
    {
        var browser = fixture.NewBrowser();
        var page = await browser.SubmitAsync(await browser.GetAsync(fixture.Acme.Host, "/"), "sign-in", ("Input.Email", "ada@example.com"), ("Input.Password", ""));
        page.Text.Split("Enter your password.").Length.ShouldBe(2);
        Regex.Matches(page.Html, "<input[^>]* autofocus").ShouldHaveSingleItem().Value.ShouldContain("Input.Password");
    }

    // Browsers and curl resolve them without any network.
    [Fact]
    public async Task In_development_names_under_localhost_are_workspaces_and_localhost_is_HREFs_own_side()
    {
        (await fixture.NewBrowser().GetAsync($"{fixture.Acme.Slug}.localhost:3001", "/")).Text.ShouldContain($"The {fixture.Acme.Slug} firm");
        (await fixture.NewBrowser().GetAsync("localhost:3001", "/")).Text.ShouldContain("HREF staff");
        (await fixture.NewBrowser().GetAsync("nobody.localhost:3001", "/")).Status.ShouldBe(404);
    }
}
