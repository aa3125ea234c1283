using System.Text.RegularExpressions;

namespace HrefCrm.Browser.Tests;

/// <summary>From the terminal's link to a rotated key, by nothing but the pages.</summary>
public partial class StaffJourneyTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Staff_provision_a_tenant_rotate_its_key_and_revoke_the_old_one()
    {
        var email = BrowserFixture.NewEmail();
        var staff = await NewVisitorAsync(Fixture.BareUrl);
        await staff.BecomeStaffAsync(await Fixture.AddStaffAsync(email), email);

        var workspace = await staff.ProvisionAsync();
        var (key, tenant) = (workspace.ApiKey, workspace);

        // One does not leave a key by mistake.
        await staff.Link("Tenants").First.ClickAsync();
        await Expect(staff.Dialog).ToContainTextAsync("Leave without storing it?");
        await staff.Button("Stay").ClickAsync();
        await Expect(staff.Dialog).ToHaveCountAsync(0);
        await Expect(staff.Page.Locator("#one-time-0")).ToHaveTextAsync(key);

        await staff.Button("Copy API key").ClickAsync();
        await Expect(staff.Button("Copy API key")).ToHaveTextAsync("Copied");
        (await PasteAsync(staff)).ShouldBe(key);

        await staff.StoredAsync();
        await staff.ShouldBeAtAsync($"/tenants/{tenant.Slug}");
        (await staff.Page.ContentAsync()).ShouldNotContain(key);
        await Fixture.UntilKnownAsync(tenant);
        (await SendLeadAsync(tenant, key)).ShouldBe(201);

        var renewed = await staff.RotateAsync();
        await staff.StoredAsync();
        (await SendLeadAsync(tenant, key)).ShouldBe(201);
        (await Fixture.Host.SendUntilAsync(201, () => new Request(tenant) { Key = renewed }, TimeSpan.FromSeconds(5))).Status.ShouldBe(201);
        var old = staff.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = key[^4..] });
        await Expect(old).ToContainTextAsync(CountingDown());

        await old.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(staff.Dialog).ToContainTextAsync($"{key[^4..]}?");
        await staff.Button("Revoke key").ClickAsync();
        await Expect(old).ToContainTextAsync("Revoked");
        (await Fixture.Host.SendUntilAsync(401, () => new Request(tenant) { Key = key }, TimeSpan.FromSeconds(5))).Status.ShouldBe(401);
        (await SendLeadAsync(tenant, renewed)).ShouldBe(201);

        // What was done to the keys stays in sight while the page around them changes.
        await staff.Button("Suspend").ClickAsync();
        await staff.Button("Suspend tenant").ClickAsync();
        await Expect(staff.Button("Reactivate")).ToBeVisibleAsync();
        await Expect(old).ToContainTextAsync("Revoked");

        await staff.GoAsync($"/audit?tenant={tenant.Slug}");
        foreach (var done in new[] { "Provisioned the tenant", "Rotated the API key", "Revoked an API key" })
            await Expect(staff.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = done })).ToContainTextAsync(email);
    }

    [Fact]
    public async Task Who_leaves_a_new_key_against_the_warning_does_not_see_it_again()
    {
        var staff = await NewStaffAsync();
        var workspace = await staff.ProvisionAsync();
        var (key, tenant) = (workspace.ApiKey, workspace);

        await staff.Link("Audit").ClickAsync();
        await staff.Button("Leave").ClickAsync();
        await staff.ShouldBeAtAsync("/audit");
        await Expect(staff.Heading("Audit trail")).ToBeVisibleAsync();

        await staff.Page.GoBackAsync();
        (await staff.Page.ContentAsync()).ShouldNotContain(key);
        await staff.GoAsync($"/tenants/{tenant.Slug}");
        (await staff.Page.ContentAsync()).ShouldNotContain(key);
    }

    [Fact]
    public async Task The_browser_asks_before_a_page_with_a_new_key_is_closed()
    {
        var staff = await NewStaffAsync();
        await staff.ProvisionAsync();
        var asked = new TaskCompletionSource<string>();
        staff.Page.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            await dialog.AcceptAsync();
        };

        await staff.Page.CloseAsync(new() { RunBeforeUnload = true });

        (await asked.Task.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBe("beforeunload");
    }

    [Fact]
    public async Task A_slug_that_is_taken_or_no_slug_is_said_beside_the_field()
    {
        var taken = await Fixture.ProvisionAsync();
        var staff = await NewStaffAsync();
        await staff.GoAsync("/tenants/new");
        await staff.Field("Name").FillAsync("Another Law Firm");
        await staff.Field("Slug").FillAsync(taken.Slug);
        await staff.Field("First admin's e-mail address").FillAsync(BrowserFixture.NewEmail());
        await staff.Button("Provision tenant").ClickAsync();
        await staff.ShouldSeeAsync("already: choose another slug.");
        await staff.ShouldBeAtAsync("/tenants/new");

        await staff.Field("Slug").FillAsync("-no-");
        await staff.Button("Provision tenant").ClickAsync();
        await Expect(staff.Field("Slug")).ToHaveAttributeAsync("aria-invalid", "true");
        await staff.ShouldBeAtAsync("/tenants/new");
    }

    [Fact]
    public async Task A_slug_left_empty_is_made_from_the_name()
    {
        var staff = await NewStaffAsync();
        await staff.GoAsync("/tenants/new");
        var slug = Tenant.NewSlug();
        await staff.Field("Name").FillAsync(slug.Replace('-', ' ').ToUpperInvariant());
        await Expect(staff.Field("Slug")).ToHaveAttributeAsync("placeholder", slug);
        await staff.Field("First admin's e-mail address").FillAsync(BrowserFixture.NewEmail());
        await staff.Button("Provision tenant").ClickAsync();
        await Expect(staff.Link($"{slug}.{Fixture.BareUrl.Authority}")).ToBeVisibleAsync();
    }

    // Staff may see keys, and so would be let in by the page's permission.
    [Fact]
    public async Task A_workspaces_page_is_not_found_from_an_open_page_of_HREFs_own_side()
    {
        var staff = await NewStaffAsync();
        await staff.GoAsync("/tenants");
        await staff.Page.EvaluateAsync("() => Blazor.navigateTo('/crm/settings/keys')");
        await Expect(staff.Heading("Not found")).ToBeFocusedAsync();
        await Expect(staff.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    // Into a field of another page, since a page over plain HTTP may not read the clipboard.
    private static async Task<string> PasteAsync(Visitor visitor)
    {
        var page = await visitor.Context.NewPageAsync();
        await page.GotoAsync("/forgot-password");
        var field = page.GetByLabel("E-mail address");
        await field.FocusAsync();
        await page.Keyboard.PressAsync("Control+V");
        var text = await field.InputValueAsync();
        await page.CloseAsync();
        return text;
    }

    private async Task<int> SendLeadAsync(Tenant tenant, string key) => (await Fixture.Host.SendAsync(new Request(tenant) { Key = key })).Status;

    [GeneratedRegex("in (1 d|23 h 59 min)")]
    private static partial Regex CountingDown();
}
