namespace HrefCrm.Browser.Tests;

/// <summary>Where the focus goes without a mouse.</summary>
public class KeyboardTests(BrowserFixture fixture) : BrowserTest(fixture)
{
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
}
