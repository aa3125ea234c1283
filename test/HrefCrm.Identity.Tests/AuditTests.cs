using HrefCrm.Identity.Team;
using Microsoft.Extensions.DependencyInjection;

namespace HrefCrm.Identity.Tests;

/// <summary>What people do is in the audit trail: who, what and from where, and it is done only if it can be told.</summary>
[Collection(SharedIdentity.Name)]
public class AuditTests(IdentityFixture fixture)
{
    [Fact]
    public async Task Signing_in_lock_outs_and_new_passwords_are_told()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var account = await member.Browser.GetAsync(fixture.Acme.Host, "/account");
        await member.Browser.SubmitAsync(
            account, "change-password", ("Input.CurrentPassword", IdentityFixture.Password), ("Input.NewPassword", "quite another one"));
        var stranger = fixture.NewBrowser();
        for (var i = 0; i < 6; i++)
            await stranger.SignInAsync(fixture.Acme.Host, member.Email, "wrong password");

        (await ReadAsync($"actor = '{member.Email}'")).ShouldBe(
        [
            $"signed_in {fixture.Acme.Id} {member.Email} {member.Browser.Address} -",
            $"password_changed {fixture.Acme.Id} {member.Email} {member.Browser.Address} -",
            $"locked_out {fixture.Acme.Id} {member.Email} {stranger.Address} -",
        ]);
    }

    [Fact]
    public async Task Staffs_are_about_no_tenant()
    {
        var email = IdentityFixture.NewEmail();
        var address = (await fixture.AddStaffAsync(email)).Address;
        (await ReadAsync($"actor = '{email}'")).ShouldBe([$"password_changed - {email} {address} -", $"signed_in - {email} {address} -"]);
    }

    [Fact]
    public async Task Invites_and_removals_name_the_one_they_are_about()
    {
        var (member, leaver) = (await fixture.AddMemberAsync(fixture.Acme), await fixture.AddMemberAsync(fixture.Acme));
        var email = IdentityFixture.NewEmail();
        var invite = await WithTeamAsync(member, team => team.InviteAsync(new InviteInput { Email = email }));
        await WithTeamAsync(member, async team => { await team.RevokeAsync(invite.Id); return true; });
        await WithTeamAsync(member, async team => { await team.RemoveAsync(leaver.PersonId); return true; });

        (await ReadAsync($"actor = '{member.Email}' AND action <> 'signed_in'")).ShouldBe(
        [
            $"invited {fixture.Acme.Id} {member.Email} - {email}",
            $"invite_revoked {fixture.Acme.Id} {member.Email} - {email}",
            $"removed {fixture.Acme.Id} {member.Email} - {leaver.Email}",
        ]);
    }

    [Fact]
    public async Task Nobody_is_signed_in_or_removed_untold()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        var link = new Uri((await new Cli(database.ConnectionString).RunAsync("staff", "add", "a@example.com")).GetProperty("link").GetString()!);
        await using var host = await TestHost.StartAsync(database.ConnectionString, "Environment=Development");
        var browser = new Browser(host.Address);
        await database.ExecuteAsync("REVOKE INSERT ON tenancy.audit_entries FROM hrefcrm_system");

        (await browser.SubmitAsync(await browser.GetAsync(link), "reset-password", ("Input.NewPassword", IdentityFixture.Password))).Status.ShouldBe(500);
        (await database.QueryAsync<bool>("SELECT password_hash IS NULL FROM identity.people")).ShouldBe([true]);

        await database.ExecuteAsync("GRANT INSERT ON tenancy.audit_entries TO hrefcrm_system");
        await browser.SubmitAsync(await browser.GetAsync(link), "reset-password", ("Input.NewPassword", IdentityFixture.Password));
        await database.ExecuteAsync("REVOKE INSERT ON tenancy.audit_entries FROM hrefcrm_system");
        (await browser.SignInAsync(IdentityFixture.StaffHost, "a@example.com", IdentityFixture.Password)).Status.ShouldBe(500);
        (await browser.IsSignedInAsync(IdentityFixture.StaffHost)).ShouldBeFalse();
        (await database.QueryAsync<long>("SELECT count(*) FROM identity.sessions")).ShouldBe([0]);
    }

    private Task<List<string>> ReadAsync(string where) => fixture.Database.QueryAsync<string>(
        $"""
        SELECT concat_ws(' ', action, coalesce(about_tenant_id::text, '-'), actor, coalesce(from_address, '-'), coalesce(detail, '-'))
        FROM tenancy.audit_entries WHERE {where} ORDER BY at
        """);

    private Task<T> WithTeamAsync<T>(Member member, Func<ITeamAppService, Task<T>> work) =>
        fixture.InTenantAsync(member.Workspace.Id, member.Principal, services => work(services.GetRequiredService<ITeamAppService>()));
}
