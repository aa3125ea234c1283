using System.Text.RegularExpressions;

namespace HrefCrm.Browser.Tests;

/// <summary>A session is one host's, and a page that is open when it ends leaves within five seconds.</summary>
public class SessionTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_cookie_of_one_workspace_is_refused_by_another()
    {
        var (acme, other) = (await Fixture.ProvisionAsync(), await Fixture.ProvisionAsync());
        var member = await NewMemberAsync(acme);
        var cookies = await member.Context.CookiesAsync();

        foreach (var host in new[] { other.Url, Fixture.BareUrl })
        {
            var thief = await NewVisitorAsync(host);
            await thief.Context.AddCookiesAsync(cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = host.ToString() }));
            await thief.GoAsync("/account");
            await thief.ShouldBeAtAsync("/?return=%2Faccount&notice=ended");
        }

        // They are good where they belong.
        var again = await NewVisitorAsync(acme.Url);
        await again.Context.AddCookiesAsync(cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = acme.Url.ToString() }));
        await again.GoAsync("/account");
        await again.ShouldBeAtAsync("/account");
    }

    [Fact]
    public async Task The_cookie_is_the_hosts_own_and_no_scripts()
    {
        var member = await NewMemberAsync(await Fixture.ProvisionAsync());
        var cookie = (await member.Context.CookiesAsync()).Single(c => c.Name == "hrefcrm");
        cookie.Domain.ShouldBe(member.Url.Host);
        cookie.HttpOnly.ShouldBeTrue();
        cookie.SameSite.ShouldBe(SameSiteAttribute.Lax);
    }

    [Fact]
    public async Task Removal_ends_an_open_page()
    {
        var workspace = await Fixture.ProvisionAsync();
        var admin = await NewMemberAsync(workspace);
        var email = BrowserFixture.NewEmail();
        var colleague = await NewVisitorAsync(workspace.Url);
        await colleague.AcceptAsNewAsync(await admin.InviteAsync(email));
        await admin.StoredAsync();

        await admin.GoAsync("/crm/settings/team");
        await admin.Button($"Remove {email}").ClickAsync();
        await Expect(admin.Dialog).ToContainTextAsync($"Remove {email}?");
        await admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await admin.ShouldSeeAsync($"{email} was removed.");

        await ShouldEndAsync(colleague);
        await colleague.SignInAsync(email);
        await colleague.ShouldSeeAsync("is not right");
        await admin.GoAsync("/crm/settings");
        await admin.ShouldBeAtAsync("/crm/settings");
    }

    [Fact]
    public async Task Suspension_ends_an_open_page_and_reactivation_opens_the_workspace_again()
    {
        var workspace = await Fixture.ProvisionAsync();
        var member = await NewMemberAsync(workspace);
        member.Expecting("404 (Not Found)");
        var staff = await NewStaffAsync();
        await staff.GoAsync($"/tenants/{workspace.Slug}");
        await staff.Button("Suspend").ClickAsync();
        await staff.Button("Suspend tenant").ClickAsync();
        await Expect(staff.Button("Reactivate")).ToBeVisibleAsync();

        await ShouldEndAsync(member);
        // Where the open page leads, nothing is known of the workspace any more, not even its sign-in.
        await member.ShouldSeeAsync("There is nothing at this address.");

        await staff.Button("Reactivate").ClickAsync();
        await Expect(staff.Button("Suspend")).ToBeVisibleAsync();
        await Fixture.UntilKnownAsync(workspace);
        await member.GoAsync("/crm/settings");
        await member.ShouldBeAtAsync("/?return=%2Fcrm%2Fsettings&notice=ended");
        await member.SignInAsync(workspace.AdminEmail);
        await member.ShouldBeAtAsync("/crm/settings");
    }

    [Fact]
    public async Task A_new_password_ends_the_pages_that_are_open_elsewhere()
    {
        var workspace = await Fixture.ProvisionAsync();
        var member = await NewMemberAsync(workspace);
        var elsewhere = await NewVisitorAsync(workspace.Url);
        await elsewhere.SignInAsync(workspace.AdminEmail);
        await elsewhere.ShouldBeAtAsync("/crm/settings");
        await elsewhere.UntilReadyAsync();

        await member.GoAsync("/account");
        await member.Field("Current password").FillAsync(BrowserFixture.Password);
        await member.Field("New password").FillAsync("quite another one");
        await member.Button("Change the password").ClickAsync();
        await member.ShouldSeeAsync("Your password was changed.");

        await ShouldEndAsync(elsewhere);
        await member.GoAsync("/crm/settings");
        await member.ShouldBeAtAsync("/crm/settings");
    }

    [Fact]
    public async Task Signing_out_ends_the_pages_in_other_tabs_which_say_so_and_come_back_after_a_sign_in()
    {
        var workspace = await Fixture.ProvisionAsync();
        var member = await NewMemberAsync(workspace);
        await member.GoAsync("/crm/settings/team?from=here");
        var tab = await member.Context.NewPageAsync();
        await tab.GotoAsync("/account");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await ShouldEndAsync(member);
        await member.ShouldSeeAsync("You were signed out here");
        await member.Field("E-mail address").FillAsync(workspace.AdminEmail);
        await member.Field("Password").FillAsync(BrowserFixture.Password);
        await member.Button("Sign in").ClickAsync();
        await member.ShouldBeAtAsync("/crm/settings/team?from=here");
    }

    // A browser need not leave the page, and the circuit stays open until it does.
    [Fact]
    public async Task A_page_that_is_not_left_when_its_session_ends_is_served_no_more()
    {
        var member = await NewMemberAsync(await Fixture.ProvisionAsync());
        var leaving = new TaskCompletionSource();
        await member.Page.RouteAsync($"{member.Url}?notice=ended*", async route =>
        {
            await route.AbortAsync("aborted");
            leaving.TrySetResult();
        });
        var staff = await NewStaffAsync();
        await staff.GoAsync("/tenants");

        var tab = await member.Context.NewPageAsync();
        await tab.GotoAsync("/account");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await leaving.Task.WaitAsync(TimeSpan.FromSeconds(5));
        await Expect(member.Heading("Not found")).ToBeVisibleAsync();

        var before = await member.Page.InnerHTMLAsync("body");
        await member.Page.EvaluateAsync("Blazor.navigateTo('/crm/settings/team')");
        // Another circuit has answered to what came later, so the page's own would have as well.
        await staff.Link("Audit").ClickAsync();
        await Expect(staff.Heading("Audit trail")).ToBeFocusedAsync();
        (await member.Page.InnerHTMLAsync("body")).ShouldBe(before);
    }

    // Hosts of one base domain are same-site: the browser sends the cookie along, and only the origin tells.
    [Fact]
    public async Task Another_hosts_page_can_post_no_form_and_open_no_socket()
    {
        var acme = await NewMemberAsync(await Fixture.ProvisionAsync());
        // A page whose own policy an attacker has got round.
        var visitor = await NewVisitorAsync((await Fixture.ProvisionAsync()).Url, new() { BypassCSP = true });
        visitor.Expecting("403");
        await visitor.Context.AddCookiesAsync((await acme.Context.CookiesAsync()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = acme.Url.ToString() }));
        await visitor.GoAsync("/");

        var isOpened = await visitor.Page.EvaluateAsync<bool>(
            "url => new Promise(done => { const s = new WebSocket(url); s.onopen = () => done(true); s.onerror = () => done(false); })",
            $"ws://{acme.Url.Authority}/_blazor");
        isOpened.ShouldBeFalse();
        var response = await visitor.Page.RunAndWaitForResponseAsync(
            () => visitor.Page.EvaluateAsync(
                """
                url => {
                  const form = document.body.appendChild(Object.assign(document.createElement("form"), { method: "post", action: url }));
                  form.append(Object.assign(document.createElement("input"), { name: "_handler", value: "sign-out" }));
                  form.submit();
                }
                """,
                $"{acme.Url}account"),
            r => r.Request.Method == "POST");
        response.Status.ShouldBe(403);
        (await response.Request.AllHeadersAsync())["cookie"].ShouldContain("hrefcrm=");

        await acme.GoAsync("/account");
        await acme.ShouldBeAtAsync("/account");
    }

    private static Task ShouldEndAsync(Visitor visitor) =>
        Expect(visitor.Page).ToHaveURLAsync(new Regex($"^{Regex.Escape(visitor.Url.ToString())}\\?notice=ended&return="), new() { Timeout = 5000 });
}
