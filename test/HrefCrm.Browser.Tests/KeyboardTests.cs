namespace HrefCrm.Browser.Tests;

/// <summary>Everything is reached without a mouse, and one sees where one is.</summary>
public class KeyboardTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Staff_sign_in_open_a_tenant_and_cancel_a_rotation_without_a_mouse()
    {
        var email = BrowserFixture.NewEmail();
        await (await NewVisitorAsync(Fixture.BareUrl)).BecomeStaffAsync(await Fixture.AddStaffAsync(email), email);
        var workspace = await Fixture.ProvisionAsync();

        var staff = await NewVisitorAsync(Fixture.BareUrl);
        var keyboard = staff.Page.Keyboard;
        await staff.GoAsync("/");
        await Expect(staff.Field("E-mail address")).ToBeFocusedAsync();
        await keyboard.TypeAsync(email);
        await TabToAsync(staff, staff.Field("Password"));
        await keyboard.TypeAsync(BrowserFixture.Password);
        await keyboard.PressAsync("Enter");
        await staff.ShouldBeAtAsync("/tenants");
        await Expect(staff.Heading("Tenants")).ToBeFocusedAsync();

        await TabToAsync(staff, staff.Field("Search tenants"));
        await keyboard.TypeAsync(workspace.Slug);
        await Expect(staff.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("1–1 of 1");
        await TabToAsync(staff, staff.Link(workspace.Slug));
        await keyboard.PressAsync("Enter");
        await Expect(staff.Heading("Some Family Law")).ToBeFocusedAsync();

        var rotate = staff.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Rotate key" });
        await TabToAsync(staff, rotate);
        await keyboard.PressAsync("Enter");
        await Expect(staff.Dialog.Locator(":focus")).ToHaveCountAsync(1);
        await keyboard.PressAsync("Escape");
        await Expect(staff.Dialog).ToHaveCountAsync(0);
        await Expect(rotate).ToBeFocusedAsync();

        await keyboard.PressAsync("Enter");
        await Expect(staff.Dialog.Locator(":focus")).ToHaveCountAsync(1);
        await TabToAsync(staff, staff.Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }));
        await keyboard.PressAsync("Enter");
        await Expect(staff.Dialog).ToHaveCountAsync(0);
        await Expect(rotate).ToBeFocusedAsync();
        (await Fixture.Database.QueryAsync<long>($"SELECT count(*) FROM tenancy.api_keys WHERE tenant_id = '{workspace.Id}'")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_dialog_keeps_the_focus_until_it_is_closed()
    {
        var workspace = await Fixture.ProvisionAsync();
        var staff = await NewStaffAsync();
        await staff.GoAsync($"/tenants/{workspace.Slug}");
        await staff.Button("Suspend").ClickAsync();
        var (cancel, suspend) = (staff.Button("Cancel"), staff.Button("Suspend tenant"));
        // The safe answer first.
        await Expect(cancel).ToBeFocusedAsync();
        await staff.Page.Keyboard.PressAsync("Tab");
        await Expect(suspend).ToBeFocusedAsync();
        await staff.Page.Keyboard.PressAsync("Tab");
        await Expect(cancel).ToBeFocusedAsync();
        await staff.Page.Keyboard.PressAsync("Shift+Tab");
        await Expect(suspend).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_first_Tab_skips_to_the_content()
    {
        var staff = await NewStaffAsync();
        await staff.GoAsync("/audit");
        await Expect(staff.Heading("Audit trail")).ToBeFocusedAsync();
        await staff.Page.EvaluateAsync("() => document.activeElement.blur()");
        await staff.Link("Skip to content").FocusAsync();
        await Expect(staff.Link("Skip to content")).ToBeInViewportAsync();
        await staff.Page.Keyboard.PressAsync("Enter");
        await Expect(staff.Page.GetByRole(AriaRole.Main)).ToBeFocusedAsync();
        await staff.ShouldBeAtAsync("/audit#main");
    }

    [Fact]
    public async Task The_rails_keys_open_its_entries_a_static_page_too()
    {
        var staff = await NewStaffAsync();
        await staff.GoAsync("/tenants");
        await staff.Page.Keyboard.PressAsync("g");
        await staff.Page.Keyboard.PressAsync("a");
        await staff.ShouldBeAtAsync("/audit");
        await Expect(staff.Heading("Audit trail")).ToBeFocusedAsync();
        await staff.Page.Keyboard.PressAsync("g");
        await staff.Page.Keyboard.PressAsync("u");
        await staff.ShouldBeAtAsync("/account");
        await Expect(staff.Heading("Your account")).ToBeVisibleAsync();
        // Loaded whole, so without a circuit.
        await Expect(staff.Page.Locator("#components-reconnect-modal")).ToHaveCountAsync(0);
    }

    // The focus is followed, and is to be seen wherever it goes.
    private static async Task TabToAsync(Visitor visitor, ILocator target)
    {
        for (var i = 0; i < 40; i++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            await visitor.Page.WaitForFunctionAsync(
                """
                () => {
                  const e = document.activeElement, style = getComputedStyle(e), field = e.closest(".mud-input")?.querySelector(".mud-input-outlined-border");
                  return e === document.body || style.outlineStyle !== "none" && style.outlineWidth !== "0px"
                    || field && getComputedStyle(field).borderTopWidth === "2px";
                }
                """);
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement"))
                return;
        }

        throw new ShouldAssertException($"Tab does not lead to {target}.");
    }
}
