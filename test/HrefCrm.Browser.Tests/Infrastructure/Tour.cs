namespace HrefCrm.Browser.Tests.Infrastructure;

/// <summary>Every page there is, and what it shows on the way, one after another; each is named as it is reached.</summary>
public static class Tour
{
    public static async IAsyncEnumerable<string> OfStrangerAsync(Visitor visitor, Tenant workspace)
    {
        visitor.Expecting("404 (Not Found)");
        visitor.Expecting("410 (Gone)");
        foreach (var path in new[] { "/", "/?notice=password-set", "/forgot-password", "/reset-password", workspace.Invite.PathAndQuery, "/invite/nonsense", "/nothing" })
        {
            await visitor.GoAsync(path);
            yield return path.Contains("/invite/", StringComparison.Ordinal) ? "/invite" : path;
        }

        await visitor.SignInAsync("nobody@example.com", "a wrong password");
        await visitor.ShouldSeeAsync("not right");
        yield return "/ refused";
        await visitor.Field("E-mail address").FillAsync("");
        await visitor.Button("Sign in").ClickAsync();
        await Expect(visitor.Page.Locator("#Input-Email-error")).ToBeVisibleAsync();
        yield return "/ with nothing in it";
    }

    public static async IAsyncEnumerable<string> OfMemberAsync(Visitor member, string colleague)
    {
        foreach (var path in new[] { "/crm/settings", "/crm/settings/keys", "/crm/settings/team", "/account", "/account/two-factor" })
        {
            await member.GoAsync(path);
            yield return path;
        }

        await member.InviteAsync(colleague);
        yield return "/crm/settings/team with a link";
        await member.StoredAsync();
        await Expect(member.Heading("Pending invites")).ToBeVisibleAsync();
        yield return "/crm/settings/team with an invite";

        await member.GoAsync("/crm/settings");
        await member.Field("Name").FillAsync("");
        await member.Field("Color").FillAsync("mauve");
        await member.Button("Save").ClickAsync();
        await Expect(member.Field("Name")).ToHaveAttributeAsync("aria-invalid", "true");
        yield return "/crm/settings with errors";
    }

    public static async IAsyncEnumerable<string> OfStaffAsync(Visitor staff, Tenant workspace)
    {
        // Of a tenant that is none.
        staff.Expecting("404 (Not Found)");
        foreach (var path in new[] { "/tenants", "/tenants?q=nothing-at-all", "/tenants/new", $"/tenants/{workspace.Slug}", "/audit", "/audit?tenant=nobody", "/staff", "/account" })
        {
            await staff.GoAsync(path);
            yield return path;
        }

        await staff.ProvisionAsync();
        yield return "/tenants/new with a key";
        await staff.Link("Audit").ClickAsync();
        await Expect(staff.Dialog).ToBeVisibleAsync();
        yield return "/tenants/new when left";
        await staff.Button("Stay").ClickAsync();
        await staff.StoredAsync();

        await staff.Button("Rotate key").ClickAsync();
        await staff.Field("after another time").CheckAsync();
        await staff.Field("Hours").FillAsync("1000");
        await Expect(staff.Field("Hours")).ToHaveAttributeAsync("aria-invalid", "true");
        yield return "/tenants/{slug} rotating";
        await staff.Button("Cancel").ClickAsync();
        await Expect(staff.Dialog).ToHaveCountAsync(0);
        await staff.RotateAsync();
        yield return "/tenants/{slug} with a key";
        await staff.StoredAsync();
        yield return "/tenants/{slug} with a key that ends";

        await staff.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).First.ClickAsync();
        await Expect(staff.Dialog).ToBeVisibleAsync();
        yield return "/tenants/{slug} revoking";
        await staff.Button("Revoke key").ClickAsync();
        await staff.ShouldSeeAsync("was revoked.");
        yield return "/tenants/{slug} with a key revoked";
        await staff.Button("Suspend").ClickAsync();
        await staff.Button("Suspend tenant").ClickAsync();
        await Expect(staff.Button("Reactivate")).ToBeVisibleAsync();
        yield return "/tenants/{slug} suspended";

        await staff.GoAsync("/tenants/new");
        await staff.Button("Provision tenant").ClickAsync();
        await Expect(staff.Field("Name")).ToHaveAttributeAsync("aria-invalid", "true");
        yield return "/tenants/new with errors";
    }
}
