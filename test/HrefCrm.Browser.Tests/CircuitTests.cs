using System.Diagnostics;

namespace HrefCrm.Browser.Tests;

/// <summary>What is typed and clicked while the circuit is not there yet, is away, or is another host's.</summary>
public class CircuitTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task What_is_typed_before_the_circuit_is_there_stays_and_is_saved()
    {
        var workspace = await Fixture.ProvisionAsync();
        var member = await NewMemberAsync(workspace);
        var held = await HoldCircuitAsync(member);
        await member.Page.GotoAsync("/crm/settings", new() { WaitUntil = WaitUntilState.Commit });
        await member.Field("Name").FillAsync("Early & Birds");
        await member.Field("Tagline").FocusAsync();
        await member.Page.Keyboard.TypeAsync("Up wi");

        held.SetResult();
        await member.UntilReadyAsync();
        await Expect(member.Field("Tagline")).ToBeFocusedAsync();
        await member.Page.Keyboard.TypeAsync("th the lark");
        await Expect(member.Field("Name")).ToHaveValueAsync("Early & Birds");
        await member.Button("Save").ClickAsync();
        await member.ShouldSeeAsync("Settings were saved.");

        (await Fixture.Database.QueryAsync<string>($"SELECT name || '/' || tagline FROM tenancy.tenants WHERE id = '{workspace.Id}'"))
            .ShouldBe(["Early & Birds/Up with the lark"]);
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_circuit_is_there_and_the_page_says_so()
    {
        var member = await NewMemberAsync(await Fixture.ProvisionAsync());
        var held = await HoldCircuitAsync(member);
        await member.Page.GotoAsync("/crm/settings", new() { WaitUntil = WaitUntilState.Commit });
        await member.Field("Name").FillAsync("Early & Birds");
        var posts = 0;
        member.Page.Request += (_, request) => posts += request.Method == "POST" ? 1 : 0;

        await member.Button("Save").ClickAsync();
        await member.ShouldSeeAsync("The page is not quite ready");
        await member.Field("Name").PressAsync("Enter");
        await member.ShouldBeAtAsync("/crm/settings");
        posts.ShouldBe(0);

        held.SetResult();
        await member.UntilReadyAsync();
        await member.Button("Save").ClickAsync();
        await member.ShouldSeeAsync("Settings were saved.");
    }

    [Fact]
    public async Task A_stalled_socket_is_noticed_in_seconds_and_what_is_typed_meanwhile_is_saved_when_it_is_back()
    {
        await using var balancer = new Balancer(Fixture.BareUrl);
        var workspace = await Fixture.ProvisionAsync();
        var member = await NewMemberBehindAsync(balancer, workspace);
        await member.GoAsync("/crm/settings");

        balancer.Stall();
        var began = Stopwatch.GetTimestamp();
        await Expect(member.Page.Locator("html")).ToHaveAttributeAsync("data-circuit", "away", new() { Timeout = 20_000 });
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(12));
        await member.ShouldSeeAsync("Connection lost. Reconnecting…");

        await member.Field("Name").FillAsync("Stalled & Sons");
        await member.Button("Save").ClickAsync();
        await member.ShouldSeeAsync("nothing was sent");
        await member.Link("Team").ClickAsync();
        await member.ShouldBeAtAsync("/crm/settings");

        balancer.Flow();
        balancer.Cut();
        await Expect(member.Page.Locator("html[data-circuit]")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await Expect(member.Field("Name")).ToHaveValueAsync("Stalled & Sons");
        await member.Button("Save").ClickAsync();
        await member.ShouldSeeAsync("Settings were saved.");
        (await Fixture.Database.QueryAsync<string>($"SELECT name FROM tenancy.tenants WHERE id = '{workspace.Id}'")).ShouldBe(["Stalled & Sons"]);
    }

    [Fact]
    public async Task A_button_shows_at_once_that_it_works()
    {
        await using var balancer = new Balancer(Fixture.BareUrl);
        var member = await NewMemberBehindAsync(balancer, await Fixture.ProvisionAsync());
        await member.GoAsync("/crm/settings");
        await member.Field("Name").FillAsync("Slow & Steady");

        balancer.Stall();
        // In the tick of the click.
        (await member.Page.EvaluateAsync<string>("() => { const b = document.querySelector('main form button'); b.click(); return b.className; }")).ShouldContain("working");
        await member.ShouldSeeAsync("The server has not answered yet.");

        balancer.Flow();
        await member.ShouldSeeAsync("Settings were saved.");
        await Expect(member.Page.Locator(".working")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Being_offline_is_said_at_once_and_holds_what_is_clicked()
    {
        var member = await NewMemberAsync(await Fixture.ProvisionAsync());
        Lenient(member);
        await member.Field("Name").FillAsync("Off & On");
        await member.Context.SetOfflineAsync(true);
        await Expect(member.Page.GetByText("You are offline.")).ToBeVisibleAsync(new() { Timeout = 2000 });
        await member.Button("Save").ClickAsync();
        await member.ShouldSeeAsync("You are offline: nothing was sent.");

        await member.Context.SetOfflineAsync(false);
        await member.UntilReadyAsync();
        await member.Button("Save").ClickAsync();
        await member.ShouldSeeAsync("Settings were saved.");
    }

    [Fact]
    public async Task What_is_typed_outlives_the_host()
    {
        var workspace = await Fixture.ProvisionAsync();
        await using var other = await Fixture.StartAnotherHostAsync();
        await using var balancer = new Balancer(Fixture.BareUrl);
        var member = await NewMemberBehindAsync(balancer, workspace);
        await member.GoAsync("/crm/settings");
        await member.Field("Tagline").FillAsync("Still here");

        // As after a restart: whoever answers now knows nothing of the circuit.
        balancer.Hosts = [other.Address];
        balancer.Cut();
        await member.ShouldSeeAsync("What you had typed is here again.", 30_000);
        await member.UntilReadyAsync();
        await Expect(member.Field("Tagline")).ToHaveValueAsync("Still here");
        await member.Button("Save").ClickAsync();
        await member.ShouldSeeAsync("Settings were saved.");
        await member.GoAsync("/crm/settings");
        await Expect(member.Page.GetByText("What you had typed")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_browser_asks_before_a_page_with_unsaved_text_is_closed_and_not_after_it_is_saved()
    {
        var member = await NewMemberAsync(await Fixture.ProvisionAsync());
        await member.Field("Tagline").FillAsync("Not yet");
        (await AsksAsync(member)).ShouldBeTrue();
        await member.Button("Save").ClickAsync();
        await member.ShouldSeeAsync("Settings were saved.");
        (await AsksAsync(member)).ShouldBeFalse();
    }

    [Fact]
    public async Task Any_host_takes_any_pages_socket()
    {
        var workspace = await Fixture.ProvisionAsync();
        await using var other = await Fixture.StartAnotherHostAsync();
        await using var balancer = new Balancer(Fixture.BareUrl, other.Address);
        var member = await NewMemberBehindAsync(balancer, workspace);
        for (var i = 0; i < 6; i++)
        {
            await member.GoAsync(i % 2 == 0 ? "/crm/settings" : "/crm/settings/team");
            balancer.Cut();
            await member.UntilReadyAsync();
        }

        member.Addresses.ShouldNotContain(a => a.Contains("negotiate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_clicks_in_one_tick_write_once()
    {
        var workspace = await Fixture.ProvisionAsync();
        var member = await NewMemberAsync(workspace);
        await member.GoAsync("/crm/settings/team");
        await member.Field("Invite by e-mail address").FillAsync(BrowserFixture.NewEmail());
        await member.Page.Keyboard.PressAsync("Tab");
        await TwiceAsync(member, ".team-invite");
        await Expect(member.Page.Locator("#invite-link")).ToBeVisibleAsync();
        await member.StoredAsync();
        (await Fixture.Database.QueryAsync<long>($"SELECT count(*) FROM identity.invites WHERE tenant_id = '{workspace.Id}'")).ShouldBe([2]);

        await member.GoAsync("/crm/settings/keys");
        await member.Button("Rotate key").ClickAsync();
        await Expect(member.Field("after 24 hours")).ToBeCheckedAsync();
        await TwiceAsync(member, ".mud-dialog [data-runs]");
        await Expect(member.Heading("Store the new API key")).ToBeVisibleAsync();
        await member.StoredAsync();
        (await Fixture.Database.QueryAsync<long>($"SELECT count(*) FROM tenancy.api_keys WHERE tenant_id = '{workspace.Id}'")).ShouldBe([2]);
    }

    // Past what the page's own script stops, so that it is the server that does.
    private static async Task TwiceAsync(Visitor visitor, string writer) => await visitor.Page.EvaluateAsync(
        """
        selector => {
          const writer = document.querySelector(selector), button = writer.querySelector("button:not([type=button])") ?? writer;
          writer.removeAttribute("data-runs");
          button.click();
          button.click();
        }
        """,
        writer);

    private async Task<Visitor> NewMemberBehindAsync(Balancer balancer, Tenant workspace)
    {
        var member = await NewVisitorAsync(balancer.At(workspace.Url));
        Lenient(member);
        await member.AcceptAsNewAsync(new Uri(member.Url, workspace.Invite.PathAndQuery));
        return member;
    }

    // What a browser says of a network that is away is what these tests are about.
    private static void Lenient(Visitor visitor)
    {
        foreach (var problem in new[] { "net::ERR_", "WebSocket", "Connection disconnected", "Connection closed", "circuit", "Circuit", "Server timeout" })
            visitor.Expecting(problem);
    }

    private static async Task<TaskCompletionSource> HoldCircuitAsync(Visitor visitor)
    {
        var held = new TaskCompletionSource();
        await visitor.Page.RouteAsync("**/_framework/blazor.web*.js", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        return held;
    }

    private static Task<bool> AsksAsync(Visitor visitor) => visitor.Page.EvaluateAsync<bool>(
        "() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))");
}
