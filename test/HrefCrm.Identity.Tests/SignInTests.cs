
namespace HrefCrm.Identity.Tests;

/// <summary>Signing in and out, and where a session is good.</summary>
[Collection(SharedIdentity.Name)]
public class SignInTests(IdentityFixture fixture)
{
    private const string Refused = "The e-mail address or the password is not right.";

    [Fact]
    public async Task A_member_signs_in_and_out()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var browser = fixture.NewBrowser();
        (await browser.GetAsync(fixture.Acme.Host, "/account")).Path.ShouldStartWith("/?return=");

        (await browser.SignInAsync(fixture.Acme.Host, $" {member.Email.ToUpperInvariant()} ", IdentityFixture.Password)).Path.ShouldBe("/crm/settings");
        (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeTrue();
        // The first page leads on.
        (await browser.GetAsync(fixture.Acme.Host, "/")).Path.ShouldBe("/crm/settings");

        var stolen = browser.Cookie(fixture.Acme.Host, "hrefcrm")!;
        (await browser.SubmitAsync(await browser.GetAsync(fixture.Acme.Host, "/account"), "sign-out")).Path.ShouldBe("/");
        browser.Cookie(fixture.Acme.Host, "hrefcrm").ShouldBeNull();
        (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();
        // The cookie is worth nothing any more, whoever kept it.
        browser.SetCookie(fixture.Acme.Host, "hrefcrm", stolen);
        (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_page_that_was_asked_for_comes_after_signing_in()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var browser = fixture.NewBrowser();
        var page = await browser.GetAsync(fixture.Acme.Host, "/account/two-factor");
        page = await browser.SubmitAsync(page, "sign-in", ("Input.Email", member.Email), ("Input.Password", IdentityFixture.Password));
        page.Path.ShouldBe("/account/two-factor");
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("evil")]
    [InlineData("/\t/evil.example/")]
    public async Task Signing_in_leads_to_no_other_host(string to)
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        (await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password, $"?return={Uri.EscapeDataString(to)}"))
            .Path.ShouldBe("/crm/settings");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_are_refused_in_the_same_words()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        foreach (var email in new[] { member.Email, IdentityFixture.NewEmail(), "no address" })
        {
            var browser = fixture.NewBrowser();
            var page = await browser.SignInAsync(fixture.Acme.Host, email, "wrong password");
            page.Text.ShouldContain(Refused);
            // The password is not sent back.
            page.Html.ShouldNotContain("wrong password");
            (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();
        }

        var empty = await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, "", "");
        empty.Text.ShouldContain("Enter your e-mail address.");
        empty.Text.ShouldContain("Enter your password.");
    }

    [Fact]
    public async Task Wrong_passwords_that_come_at_once_are_counted_one_by_one()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fixture.NewBrowser().SignInAsync(fixture.Acme.Host, member.Email, "wrong password")));
        (await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password)).Text.ShouldContain("Too many tries");
    }

    [Fact]
    public async Task A_right_password_forgives_the_wrong_ones()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++)
                await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, member.Email, "wrong password");
            (await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password)).Path.ShouldBe("/crm/settings");
        }
    }

    [Fact]
    public async Task A_member_is_nobody_in_another_workspace_and_on_the_bare_domain()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        foreach (var host in new[] { fixture.BigFirm.Host, IdentityFixture.StaffHost })
        {
            var browser = fixture.NewBrowser();
            (await browser.SignInAsync(host, member.Email, IdentityFixture.Password)).Text.ShouldContain(Refused);
            (await browser.IsSignedInAsync(host)).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Staff_are_nobody_in_a_workspace()
    {
        var email = IdentityFixture.NewEmail();
        await fixture.AddStaffAsync(email);
        var browser = fixture.NewBrowser();
        (await browser.SignInAsync(fixture.Acme.Host, email, IdentityFixture.Password)).Text.ShouldContain(Refused);
        (await browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();
    }

    // The same address may be staff and a member: two accounts with passwords of their own.
    [Fact]
    public async Task Staff_and_member_of_one_address_are_two_accounts()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        await fixture.AddStaffAsync(member.Email);
        var change = await member.Browser.GetAsync(fixture.Acme.Host, "/account");
        await member.Browser.SubmitAsync(
            change, "change-password", ("Input.CurrentPassword", IdentityFixture.Password), ("Input.NewPassword", "the member's own"));

        (await fixture.NewBrowser().SignInAsync(IdentityFixture.StaffHost, member.Email, "the member's own")).Text.ShouldContain(Refused);
        (await fixture.NewBrowser().SignInAsync(IdentityFixture.StaffHost, member.Email, IdentityFixture.Password)).Path.ShouldBe("/tenants");
    }

    [Fact]
    public async Task A_session_is_refused_on_every_other_host_whoever_the_person_is()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var link = await fixture.InviteAsync(fixture.BigFirm, member.Email);
        var other = fixture.NewBrowser();
        await other.SubmitAsync(await other.GetAsync(link), "accept-by-sign-in", ("SignIn.Password", IdentityFixture.Password));
        var staff = await fixture.AddStaffAsync(member.Email);

        string[] hosts = [fixture.Acme.Host, fixture.BigFirm.Host, IdentityFixture.StaffHost];
        Browser[] browsers = [member.Browser, other, staff];
        for (var from = 0; from < hosts.Length; from++)
        {
            for (var to = 0; to < hosts.Length; to++)
            {
                var thief = fixture.NewBrowser();
                thief.SetCookie(hosts[to], "hrefcrm", browsers[from].Cookie(hosts[from], "hrefcrm")!);
                (await thief.IsSignedInAsync(hosts[to])).ShouldBe(from == to, $"{hosts[from]} at {hosts[to]}");
            }
        }
    }

    [Fact]
    public async Task A_session_is_no_key_to_the_API()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var request = new Request(fixture.Acme) { Key = null };
        (await fixture.Host.SendAsync(request.WithHeader("Cookie", $"hrefcrm={member.Browser.Cookie(fixture.Acme.Host, "hrefcrm")}")))
            .ShouldBe(401, "invalid_api_key");
    }

    [Fact]
    public async Task A_session_lasts_for_fourteen_days_knows_where_it_came_from_and_is_then_forgotten()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        (await fixture.Database.QueryAsync<TimeSpan>($"SELECT expires_at - created_at FROM identity.sessions WHERE person_id = '{member.PersonId}'"))
            .ShouldBe([TimeSpan.FromDays(14)]);
        (await fixture.Database.QueryAsync<string>($"SELECT from_address FROM identity.sessions WHERE person_id = '{member.PersonId}'")).ShouldBe([member.Browser.Address!]);

        await fixture.Database.ExecuteAsync($"UPDATE identity.sessions SET expires_at = now() WHERE person_id = '{member.PersonId}'");
        (await member.Browser.IsSignedInAsync(fixture.Acme.Host)).ShouldBeFalse();

        await member.Browser.SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password);
        (await fixture.Database.QueryAsync<bool>($"SELECT expires_at > now() FROM identity.sessions WHERE person_id = '{member.PersonId}'")).ShouldBe([true]);
    }

    [Fact]
    public async Task In_development_the_cookie_is_host_only_and_out_of_a_scripts_reach()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var cookie = member.Browser.SetCookies.Last(c => c.StartsWith("hrefcrm=", StringComparison.Ordinal)).ToLowerInvariant();
        cookie.ShouldContain("; path=/; samesite=lax; httponly");
        cookie.ShouldNotContain("domain");
    }

    [Fact]
    public async Task In_production_the_cookie_is_bound_to_its_host_and_to_TLS()
    {
        var email = IdentityFixture.NewEmail();
        await fixture.AddStaffAsync(email);
        await using var host = await TestHost.StartAsync(fixture.Database.ConnectionString, "ForwardedHeaders:KnownProxies:0=127.0.0.1");
        var browser = new Browser(host.Address, "https");

        (await browser.SignInAsync(IdentityFixture.StaffHost, email, IdentityFixture.Password)).Path.ShouldBe("/tenants");
        (await browser.IsSignedInAsync(IdentityFixture.StaffHost)).ShouldBeTrue();
        var cookies = browser.SetCookies.ConvertAll(c => c.ToLowerInvariant());
        cookies.ShouldContain(c => c.StartsWith("__host-hrefcrm="));
        cookies.ShouldAllBe(c => c.StartsWith("__host-") && c.Contains("; path=/; secure; ") && c.Contains("httponly") && !c.Contains("domain"));
    }
}
