namespace HrefCrm.Browser.Tests;

/// <summary>What one meets first, and what one would look for.</summary>
public class FirstLookTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_new_key_comes_with_the_call_that_it_is_for()
    {
        var staff = await NewStaffAsync();
        var workspace = await staff.ProvisionAsync();
        var line = await staff.Page.Locator("#curl-line").InnerTextAsync();
        line.ShouldStartWith($"curl -i http://{workspace.Slug}.{Fixture.BareUrl.Authority}/api/leads/intake -H 'X-API-Key: {workspace.ApiKey}'");
        await staff.Button("Copy Curl line").ClickAsync();
        await Expect(staff.Button("Copy Curl line")).ToHaveTextAsync("Copied");
        await staff.StoredAsync();

        await Expect(staff.Page.Locator("#address")).ToHaveTextAsync($"http://{workspace.Slug}.{Fixture.BareUrl.Authority}/api/leads/intake");
        await Expect(staff.Page.Locator("#curl")).ToContainTextAsync("hcrm_…");
    }

    [Fact]
    public async Task The_rotation_starts_on_its_choice_and_the_revocation_says_when_the_key_was_used()
    {
        var workspace = await Fixture.ProvisionAsync();
        var member = await NewMemberAsync(workspace);
        await member.GoAsync("/crm/settings/keys");
        await member.Button("Rotate key").ClickAsync();
        await Expect(member.Field("after 24 hours")).ToBeCheckedAsync();
        await Expect(member.Field("after 24 hours")).ToBeFocusedAsync();
        await member.Button("Cancel").ClickAsync();
        await Expect(member.Dialog).ToHaveCountAsync(0);

        await member.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(member.Dialog).ToContainTextAsync("It was never used.");
    }

    [Fact]
    public async Task A_password_can_be_looked_at()
    {
        var visitor = await NewVisitorAsync(Fixture.BareUrl);
        await visitor.GoAsync("/");
        await visitor.Field("Password").FillAsync("seen");
        await visitor.Button("Show password").ClickAsync();
        await Expect(visitor.Field("Password")).ToHaveAttributeAsync("type", "text");
        await visitor.Button("Show password").ClickAsync();
        await Expect(visitor.Field("Password")).ToHaveAttributeAsync("type", "password");
    }

    [Fact]
    public async Task Recovery_codes_are_saved_as_a_file_and_leaving_without_them_asks()
    {
        var member = await NewMemberAsync(await Fixture.ProvisionAsync());
        await member.GoAsync("/account/two-factor");
        await member.Field("Code that the app shows").FillAsync(Totp.Code(await member.Page.Locator("#key").InnerTextAsync()));
        await member.Field("Your password").FillAsync(BrowserFixture.Password);
        await member.Button("Switch on").ClickAsync();
        await Expect(member.Heading("Two-factor sign-in is on")).ToBeVisibleAsync();

        var codes = await member.Page.Locator("#codes").InnerTextAsync();
        var file = await member.Page.RunAndWaitForDownloadAsync(() => member.Link("Download").ClickAsync());
        file.SuggestedFilename.ShouldBe("recovery-codes.txt");
        (await File.ReadAllTextAsync(await file.PathAsync())).ShouldBe(codes + "\n");

        (await member.Page.EvaluateAsync<bool>("() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))")).ShouldBeTrue();
        await member.Link("I have stored them").ClickAsync();
        await member.ShouldBeAtAsync("/account");
    }

    [Fact]
    public async Task The_audit_is_found_by_part_of_a_tenants_name()
    {
        var name = $"Zenith {Guid.NewGuid():N}";
        await Fixture.ProvisionAsync(name);
        var staff = await NewStaffAsync();
        await staff.GoAsync("/audit");
        await staff.Field("Search by tenant").FillAsync(name[3..20].ToUpperInvariant());
        await Expect(staff.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(staff.Link(name)).ToBeVisibleAsync();
    }
}
