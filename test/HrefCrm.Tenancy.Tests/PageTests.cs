using System.Text.RegularExpressions;

namespace HrefCrm.Tenancy.Tests;

/// <summary>The pages as they are first answered, before any circuit: for whom they are, and what they show.</summary>
[Collection(SharedIdentity.Name)]
public partial class PageTests(IdentityFixture fixture)
{
    [Theory]
    [InlineData("/tenants")]
    [InlineData("/tenants/new")]
    [InlineData("/tenants/anything")]
    [InlineData("/audit")]
    public async Task Pages_of_HREFs_own_side_send_who_is_not_signed_in_to_sign_in(string path) =>
        (await fixture.NewBrowser().GetAsync(IdentityFixture.StaffHost, path)).Path.ShouldStartWith("/?return=");

    [Theory]
    [InlineData("/crm/settings")]
    [InlineData("/crm/settings/keys")]
    public async Task Pages_of_a_workspace_send_who_is_not_signed_in_to_sign_in(string path) =>
        (await fixture.NewBrowser().GetAsync(fixture.Acme.Host, path)).Path.ShouldStartWith("/?return=");

    [Fact]
    public async Task Staff_find_a_tenant_by_part_of_its_name_or_slug()
    {
        var staff = await fixture.AddStaffAsync(IdentityFixture.NewEmail());
        foreach (var part in new[] { fixture.Acme.Slug[3..9], $"the {fixture.Acme.Slug[..9]}" })
        {
            var page = await staff.GetAsync(IdentityFixture.StaffHost, $"/tenants?q={Uri.EscapeDataString(part)}");
            page.Text.ShouldContain($"The {fixture.Acme.Slug} firm");
            page.Text.ShouldNotContain(fixture.BigFirm.Slug);
        }

        (await staff.GetAsync(IdentityFixture.StaffHost, "/tenants?q=nobody-has-this")).Text.ShouldContain("No tenant matches “nobody-has-this”");
    }

    [Fact]
    public async Task A_key_is_known_by_its_last_four_and_is_nowhere_whole()
    {
        var staff = await fixture.AddStaffAsync(IdentityFixture.NewEmail());
        var member = await fixture.AddMemberAsync(fixture.Acme);
        foreach (var page in new[]
        {
            await staff.GetAsync(IdentityFixture.StaffHost, $"/tenants/{fixture.Acme.Slug}"),
            await member.Browser.GetAsync(fixture.Acme.Host, "/crm/settings/keys"),
        })
        {
            page.Status.ShouldBe(200);
            page.Text.ShouldContain($"hcrm_…{fixture.Acme.ApiKey[^4..]}");
            page.Text.ShouldContain("(terminal)");
            page.Text.ShouldContain("never");
            page.Html.ShouldNotContain(fixture.Acme.ApiKey[5..]);
            page.Text.ShouldNotContain($"hcrm_…{fixture.BigFirm.ApiKey[^4..]}");
        }
    }

    [Fact]
    public async Task A_tenant_that_is_not_there_is_the_plain_page()
    {
        var staff = await fixture.AddStaffAsync(IdentityFixture.NewEmail());
        var page = await staff.GetAsync(IdentityFixture.StaffHost, "/tenants/nobody-has-this");
        page.Status.ShouldBe(404);
        page.Text.ShouldContain("There is nothing at this address.");
        page.Text.ShouldNotContain("nobody-has-this");
    }

    [Fact]
    public async Task The_audit_trail_tells_who_made_a_tenant_and_from_where()
    {
        var staff = await fixture.AddStaffAsync(IdentityFixture.NewEmail());
        var page = await staff.GetAsync(IdentityFixture.StaffHost, $"/audit?tenant={fixture.BigFirm.Slug}");
        page.Text.ShouldContain("Provisioned the tenant");
        page.Text.ShouldContain($"{Environment.UserName} (terminal) terminal");
        page.Text.ShouldNotContain(fixture.Acme.Slug);
    }

    [Fact]
    public async Task What_went_wrong_while_a_page_was_made_is_said_in_words()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        // As if the workspace had gone since the host last heard of it.
        await fixture.Database.ExecuteAsync("CREATE POLICY gone ON tenancy.tenants AS RESTRICTIVE TO hrefcrm_app USING (false)");
        try
        {
            var page = await member.Browser.GetAsync(fixture.Acme.Host, "/crm/settings");
            page.Status.ShouldBe(404);
            page.Text.ShouldContain("There is no tenant '");
        }
        finally
        {
            await fixture.Database.ExecuteAsync("DROP POLICY gone ON tenancy.tenants");
        }
    }

    [Fact]
    public async Task A_members_settings_are_those_of_their_workspace()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var page = await member.Browser.GetAsync(fixture.Acme.Host, "/crm/settings");
        page.Status.ShouldBe(200);
        page.Html.ShouldContain($"value=\"The {fixture.Acme.Slug} firm\"");
        page.Html.ShouldContain("value=\"#3b82f6\"");
        page.Text.ShouldContain("API keys");
        page.Text.ShouldNotContain("HREF staff");
    }

    [Fact]
    public async Task Rail_and_tabs_list_what_modules_add_for_those_who_may_open_it()
    {
        var staff = await fixture.AddStaffAsync(IdentityFixture.NewEmail());
        var ofStaff = await staff.GetAsync(IdentityFixture.StaffHost, "/audit");
        LinksIn("rail", ofStaff).ShouldBe(["/tenants", "/tenants (g t)", "/audit (g a)", "/staff (g s)", "/account (g u)"]);
        LinksIn("tabs", ofStaff).ShouldBeEmpty();

        var member = await fixture.AddMemberAsync(fixture.Acme);
        var ofMember = await member.Browser.GetAsync(fixture.Acme.Host, "/crm/settings/team");
        LinksIn("rail", ofMember).ShouldBe(["/crm/settings", "/crm/settings (g s)", "/account (g u)"]);
        LinksIn("tabs", ofMember).ShouldBe(["/crm/settings", "/crm/settings/team", "/crm/settings/keys"]);
    }

    // Each with the keys that follow it.
    private static IEnumerable<string> LinksIn(string nav, Page page)
    {
        var html = Regex.Match(page.Html, $"<nav class=\"{nav}\".*?</nav>", RegexOptions.Singleline).Value;
        return Link().Matches(html).Select(m => Attribute("href", m.Value) + (Attribute("data-keys", m.Value) is { Length: > 0 } keys ? $" ({keys})" : ""));
    }

    private static string Attribute(string name, string tag) => Regex.Match(tag, $"{name}=\"([^\"]*)\"").Groups[1].Value;

    [GeneratedRegex("<a [^>]*>")]
    private static partial Regex Link();
}
