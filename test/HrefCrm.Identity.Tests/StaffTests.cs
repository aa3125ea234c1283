
namespace HrefCrm.Identity.Tests;

/// <summary>HREF staff come from the terminal.</summary>
[Collection(SharedIdentity.Name)]
public class StaffTests(IdentityFixture fixture)
{
    [Fact]
    public async Task The_link_that_the_terminal_printed_sets_a_password_once()
    {
        var email = IdentityFixture.NewEmail();
        var made = await fixture.Cli.RunAsync("staff", "add", email);
        made.GetProperty("isNew").GetBoolean().ShouldBeTrue();
        var link = new Uri(made.GetProperty("link").GetString()!);
        link.Authority.ShouldBe(IdentityFixture.StaffHost);
        var browser = fixture.NewBrowser();
        // Before that the account has no password, not even an empty one.
        (await browser.SignInAsync(IdentityFixture.StaffHost, email, " ")).Path.ShouldBe("/");

        await browser.SubmitAsync(await browser.GetAsync(link), "reset-password", ("Input.NewPassword", IdentityFixture.Password));
        (await browser.SignInAsync(IdentityFixture.StaffHost, email, IdentityFixture.Password)).Path.ShouldBe("/tenants");
        (await browser.IsSignedInAsync(IdentityFixture.StaffHost)).ShouldBeTrue();

        var again = fixture.NewBrowser();
        (await again.SubmitAsync(await again.GetAsync(link), "reset-password", ("Input.NewPassword", "yet another one"))).Text
            .ShouldContain("This link cannot be used any more");
    }

    [Fact]
    public async Task Adding_again_makes_a_link_for_the_same_account()
    {
        var email = IdentityFixture.NewEmail();
        var first = new Uri((await fixture.Cli.RunAsync("staff", "add", email)).GetProperty("link").GetString()!);
        var again = await fixture.Cli.RunAsync("staff", "add", email.ToUpperInvariant());
        again.GetProperty("isNew").GetBoolean().ShouldBeFalse();
        var second = new Uri(again.GetProperty("link").GetString()!);
        var browser = fixture.NewBrowser();
        await browser.SubmitAsync(await browser.GetAsync(second), "reset-password", ("Input.NewPassword", IdentityFixture.Password));

        (await browser.SubmitAsync(await browser.GetAsync(first), "reset-password", ("Input.NewPassword", "yet another one"))).Text
            .ShouldContain("This link cannot be used any more");
        (await browser.SignInAsync(IdentityFixture.StaffHost, email, IdentityFixture.Password)).Path.ShouldBe("/tenants");
        (await fixture.Database.QueryAsync<long>($"SELECT count(*) FROM identity.people WHERE email = '{email}'")).ShouldBe([1]);
    }
}
