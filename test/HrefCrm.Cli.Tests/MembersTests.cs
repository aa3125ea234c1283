namespace HrefCrm.Cli.Tests;

/// <summary><c>hrefcrm members</c>.</summary>
public class MembersTests(CliDatabase cli) : IClassFixture<CliDatabase>
{
    [Fact]
    public async Task Invite_prints_a_link_once_and_list_shows_who_is_invited()
    {
        var tenant = await cli.ProvisionAsync(email: "first@example.com");
        var invite = (await cli.RunAsync("members", "invite", tenant.Slug, " ADA@example.com ", "--role", "manager", "--json")).ShouldGiveJson();
        invite.EnumerateObject().Select(p => p.Name).ShouldBe(["email", "inviteUrl", "isMailed"]);
        invite.GetProperty("email").GetString().ShouldBe("ada@example.com");
        invite.GetProperty("inviteUrl").GetString()!.ShouldMatch($@"^http://{tenant.Slug}\.localtest\.me:3001/invite/[A-Za-z0-9_-]{{43}}\z");
        invite.GetProperty("isMailed").GetBoolean().ShouldBeFalse();

        var lines = (await cli.RunAsync("members", "list", tenant.Slug)).ShouldSucceed().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[0].ShouldStartWith("ada@example.com  manager, invited until ");
        lines[1].ShouldStartWith("first@example.com  admin, invited until ");
        (await cli.RunAsync("members", "invite", tenant.Slug, "ada@example.com")).ShouldSucceed().ShouldContain("nothing was mailed");
        (await AuditAsync(tenant)).ShouldBe(["invited ada@example.com", "invited ada@example.com"]);
    }

    [Fact]
    public async Task Remove_ends_a_membership_or_takes_an_invite_back()
    {
        var tenant = await cli.ProvisionAsync(email: "first@example.com");
        var email = await AddMemberAsync(tenant);
        (await cli.RunAsync("members", "list", tenant.Slug)).ShouldSucceed().ShouldContain($"{email}  member, joined ");
        foreach (var who in new[] { email, "first@example.com" })
            (await cli.RunAsync("members", "remove", tenant.Slug, who)).ShouldSucceed().ShouldBe($"{who} is removed.{Environment.NewLine}");

        (await cli.RunAsync("members", "list", tenant.Slug, "--json")).ShouldGiveJson().GetArrayLength().ShouldBe(0);
        (await AuditAsync(tenant)).ShouldBe([$"removed {email}", "invite_revoked first@example.com"]);
        (await cli.RunAsync("members", "remove", tenant.Slug, email)).ShouldFail("no such member");
    }

    [Fact]
    public async Task Reset_2fa_switches_it_off_wherever_the_member_is()
    {
        var (tenant, other) = (await cli.ProvisionAsync(), await cli.ProvisionAsync());
        var email = await AddMemberAsync(tenant);
        await cli.Database.ExecuteAsync(
            $"INSERT INTO identity.memberships (id, tenant_id, person_id, role, joined_at) SELECT gen_random_uuid(), '{other.Id}', id, 'member', now() FROM identity.people WHERE email = '{email}'");
        (await cli.RunAsync("members", "list", tenant.Slug)).ShouldSucceed().ShouldContain("two-factor on");
        (await cli.RunAsync("members", "reset-2fa", tenant.Slug, email)).ShouldSucceed().ShouldContain("is off now");
        (await cli.RunAsync("members", "reset-2fa", tenant.Slug, email)).ShouldSucceed().ShouldContain("is off already");
        (await cli.Database.QueryAsync<bool>($"SELECT two_factor_enabled OR authenticator_key IS NOT NULL FROM identity.people WHERE email = '{email}'")).ShouldBe([false]);
        (await AuditAsync(tenant)).ShouldBe([$"second_factor_reset {email}"]);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("invite", "a@example.com")]
    [InlineData("remove", "a@example.com")]
    [InlineData("reset-2fa", "a@example.com")]
    public async Task An_unknown_tenant_is_refused(string verb, params string[] more) =>
        (await cli.RunAsync(["members", verb, "no-such-tenant", .. more])).ShouldFail("'no-such-tenant'");

    [Fact]
    public async Task What_is_no_address_or_role_is_refused()
    {
        var tenant = await cli.ProvisionAsync();
        (await cli.RunAsync("members", "invite", tenant.Slug, "nonsense")).ShouldFail("not an e-mail address");
        (await cli.RunAsync("members", "invite", tenant.Slug, "a@example.com", "--role", "king")).ShouldFail("king");
    }

    private async Task<string> AddMemberAsync(Tenant tenant)
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        await cli.Database.ExecuteAsync(
            $"""
            WITH person AS (
              INSERT INTO identity.people (id, is_staff, email, created_at, security_stamp, access_failed_count, two_factor_enabled, authenticator_key, authenticator_step, recovery_codes)
              VALUES (gen_random_uuid(), false, '{email}', now(), '', 0, true, 'A', 0, array[]::text[]) RETURNING id)
            INSERT INTO identity.memberships (id, tenant_id, person_id, role, joined_at) SELECT gen_random_uuid(), '{tenant.Id}', id, 'member', now() FROM person
            """);
        return email;
    }

    private Task<List<string>> AuditAsync(Tenant tenant) => cli.Database.QueryAsync<string>(
        $"SELECT action || ' ' || detail FROM tenancy.audit_entries WHERE about_tenant_id = '{tenant.Id}' AND detail IS NOT NULL AND actor LIKE '%(terminal)' ORDER BY at");
}
