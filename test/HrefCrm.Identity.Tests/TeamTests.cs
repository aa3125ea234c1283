using System.Security.Claims;
using HrefCrm.Identity.Team;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp;
using Volo.Abp.Authorization;
using Volo.Abp.Security.Claims;
using Volo.Abp.Validation;

namespace HrefCrm.Identity.Tests;

/// <summary>A workspace's members and invites, by the application service that the page calls.</summary>
[Collection(SharedIdentity.Name)]
public class TeamTests(IdentityFixture fixture)
{
    [Fact]
    public async Task Members_are_listed_in_the_order_in_which_they_joined()
    {
        var workspace = await NewWorkspaceAsync();
        var (first, second) = (await fixture.AddMemberAsync(workspace), await fixture.AddMemberAsync(workspace));
        var members = await AsAsync(second, team => team.GetMembersAsync());
        members.Items.Select(m => (m.Email, m.Role, m.IsYou)).ShouldBe([(first.Email, WorkspaceRole.Member, false), (second.Email, WorkspaceRole.Member, true)]);
        members.Items.ShouldAllBe(m => m.JoinedAt > DateTime.UtcNow.AddMinutes(-5));
    }

    [Fact]
    public async Task An_invite_makes_a_link_that_works_and_is_listed_until_it_is_accepted()
    {
        var workspace = await NewWorkspaceAsync();
        var member = await fixture.AddMemberAsync(workspace);
        var email = IdentityFixture.NewEmail();

        var invite = await AsAsync(member, team => team.InviteAsync(new InviteInput { Email = $" {email.ToUpperInvariant()} ", Role = WorkspaceRole.Manager }));
        invite.Email.ShouldBe(email);
        invite.ExpiresAt.ShouldBeInRange(DateTime.UtcNow.AddDays(7).AddMinutes(-1), DateTime.UtcNow.AddDays(7));
        var pending = (await AsAsync(member, team => team.GetInvitesAsync())).Items.Where(i => i.Email == email).ShouldHaveSingleItem();
        (pending.Id, pending.Role).ShouldBe((invite.Id, WorkspaceRole.Manager));

        var browser = fixture.NewBrowser();
        await browser.SubmitAsync(await browser.GetAsync(invite.Link), "accept-as-new", ("New.NewPassword", IdentityFixture.Password));
        (await AsAsync(member, team => team.GetInvitesAsync())).Items.ShouldNotContain(i => i.Email == email);
        (await AsAsync(member, team => team.GetMembersAsync())).Items.ShouldContain(m => m.Email == email && m.Role == WorkspaceRole.Manager);
        (await fixture.Database.QueryAsync<Guid>($"SELECT invited_by FROM identity.memberships WHERE person_id = '{await fixture.FindPersonAsync(email)}'"))
            .ShouldBe([member.PersonId]);
    }

    [Fact]
    public async Task Inviting_again_revokes_the_earlier_invite()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var email = IdentityFixture.NewEmail();
        var first = await AsAsync(member, team => team.InviteAsync(new InviteInput { Email = email }));
        var second = await AsAsync(member, team => team.InviteAsync(new InviteInput { Email = email }));

        (await AsAsync(member, team => team.GetInvitesAsync())).Items.Where(i => i.Email == email).ShouldHaveSingleItem().Id.ShouldBe(second.Id);
        (await fixture.NewBrowser().GetAsync(first.Link)).Status.ShouldBe(410);
        (await fixture.NewBrowser().GetAsync(second.Link)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Of_two_members_who_remove_each_other_one_stays_and_the_other_is_told_why()
    {
        var workspace = await NewWorkspaceAsync();
        for (var round = 0; round < 5; round++)
        {
            var (one, other) = (await fixture.AddMemberAsync(workspace), await fixture.AddMemberAsync(workspace));
            var removals = await Task.WhenAll(
                OutcomeAsync(() => AsAsync(one, team => team.RemoveAsync(other.PersonId))),
                OutcomeAsync(() => AsAsync(other, team => team.RemoveAsync(one.PersonId))));

            removals.ShouldBe([null, IdentityErrorCodes.NotAMember], ignoreOrder: true);
            var stays = removals[0] is null ? one : other;
            (await AsAsync(stays, team => team.GetMembersAsync())).Items.ShouldContain(m => m.PersonId == stays.PersonId);
            (await stays.Browser.IsSignedInAsync(workspace.Host)).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_member_whom_two_remove_is_removed_once()
    {
        var workspace = await NewWorkspaceAsync();
        var (one, other) = (await fixture.AddMemberAsync(workspace), await fixture.AddMemberAsync(workspace));
        var leaver = await fixture.AddMemberAsync(workspace);
        var removals = await Task.WhenAll(new[] { one, other, one, other }.Select(by => OutcomeAsync(() => AsAsync(by, team => team.RemoveAsync(leaver.PersonId)))));

        removals.Count(r => r is null).ShouldBe(1);
        removals.ShouldAllBe(r => r == null || r == IdentityErrorCodes.MemberNotFound);
        (await fixture.Database.QueryAsync<long>(
            $"SELECT count(*) FROM tenancy.audit_entries WHERE action = 'removed' AND about_tenant_id = '{workspace.Id}'")).ShouldBe([1]);
    }

    [Fact]
    public async Task An_invite_that_a_colleague_made_since_is_not_made_again()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var email = IdentityFixture.NewEmail();
        Task<string?> Invite(Guid? seen) => OutcomeAsync(() => AsAsync(member, team => team.InviteAsync(new InviteInput { Email = email, PendingInviteId = seen })));

        (await Invite(Guid.Empty)).ShouldBeNull();
        (await Invite(Guid.Empty)).ShouldBe(IdentityErrorCodes.InviteConflict);
        var pending = (await AsAsync(member, team => team.GetInvitesAsync())).Items.Single(i => i.Email == email);
        (await Invite(pending.Id)).ShouldBeNull();
        (await Invite(pending.Id)).ShouldBe(IdentityErrorCodes.InviteConflict);
    }

    [Fact]
    public async Task Invites_to_an_address_at_the_same_moment_make_one()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        for (var round = 0; round < 5; round++)
        {
            var email = IdentityFixture.NewEmail();
            var made = new System.Collections.Concurrent.ConcurrentDictionary<Guid, Uri>();
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => OutcomeAsync(async () =>
            {
                var invite = await AsAsync(member, team => team.InviteAsync(new InviteInput { Email = email }));
                made[invite.Id] = invite.Link;
            })));

            outcomes.ShouldAllBe(o => o == null || o == IdentityErrorCodes.InviteConflict);
            var pending = (await AsAsync(member, team => team.GetInvitesAsync())).Items.Where(i => i.Email == email).ShouldHaveSingleItem();
            (await fixture.NewBrowser().GetAsync(made[pending.Id])).Status.ShouldBe(200);
        }
    }

    [Fact]
    public async Task A_revoked_invite_is_over()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var invite = await AsAsync(member, team => team.InviteAsync(new InviteInput { Email = IdentityFixture.NewEmail() }));
        for (var twice = 0; twice < 2; twice++)
            await AsAsync(member, team => team.RevokeAsync(invite.Id));

        (await fixture.NewBrowser().GetAsync(invite.Link)).Text.ShouldContain("taken back");
        (await AsAsync(member, team => team.GetInvitesAsync())).Items.ShouldNotContain(i => i.Id == invite.Id);
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_with_its_code()
    {
        var (member, colleague) = (await fixture.AddMemberAsync(fixture.Acme), await fixture.AddMemberAsync(fixture.Acme));
        var stranger = await fixture.AddMemberAsync(fixture.BigFirm);
        (await RefusalAsync(member, team => team.InviteAsync(new InviteInput { Email = colleague.Email }))).ShouldBe(IdentityErrorCodes.MemberExists);
        (await RefusalAsync(member, team => team.RemoveAsync(member.PersonId))).ShouldBe(IdentityErrorCodes.OwnMembership);
        (await RefusalAsync(member, team => team.RemoveAsync(stranger.PersonId))).ShouldBe(IdentityErrorCodes.MemberNotFound);
        (await RefusalAsync(member, team => team.RemoveAsync(Guid.NewGuid()))).ShouldBe(IdentityErrorCodes.MemberNotFound);

        var invite = await AsAsync(stranger, team => team.InviteAsync(new InviteInput { Email = IdentityFixture.NewEmail() }));
        (await RefusalAsync(member, team => team.RevokeAsync(invite.Id))).ShouldBe(IdentityErrorCodes.InviteEnded);
        var browser = fixture.NewBrowser();
        await browser.SubmitAsync(await browser.GetAsync(invite.Link), "accept-as-new", ("New.NewPassword", IdentityFixture.Password));
        (await RefusalAsync(stranger, team => team.RevokeAsync(invite.Id))).ShouldBe(IdentityErrorCodes.InviteEnded);

        foreach (var email in new[] { "", "nonsense", "a@b", "a b@example.com" })
            await Should.ThrowAsync<AbpValidationException>(() => AsAsync(member, team => team.InviteAsync(new InviteInput { Email = email })));
    }

    [Fact]
    public async Task A_lost_second_factor_is_reset_by_a_colleague_unless_the_member_is_in_other_workspaces_too()
    {
        var (member, colleague) = (await fixture.AddMemberAsync(fixture.Acme), await fixture.AddMemberAsync(fixture.Acme));
        await fixture.Database.ExecuteAsync($"UPDATE identity.people SET two_factor_enabled = true, authenticator_key = 'A' WHERE id = '{member.PersonId}'");
        (await AsAsync(colleague, team => team.GetMembersAsync())).Items.Single(m => m.PersonId == member.PersonId).HasSecondFactor.ShouldBeTrue();
        (await RefusalAsync(member, team => team.ResetSecondFactorAsync(member.PersonId))).ShouldBe(IdentityErrorCodes.OwnMembership);
        (await RefusalAsync(colleague, team => team.ResetSecondFactorAsync(Guid.NewGuid()))).ShouldBe(IdentityErrorCodes.MemberNotFound);

        await fixture.Database.ExecuteAsync(
            $"INSERT INTO identity.memberships (id, tenant_id, person_id, role, joined_at) VALUES (gen_random_uuid(), '{fixture.BigFirm.Id}', '{member.PersonId}', 'member', now())");
        (await RefusalAsync(colleague, team => team.ResetSecondFactorAsync(member.PersonId))).ShouldBe(IdentityErrorCodes.SecondFactorShared);
        await fixture.Database.ExecuteAsync($"DELETE FROM identity.memberships WHERE tenant_id = '{fixture.BigFirm.Id}' AND person_id = '{member.PersonId}'");

        await AsAsync(colleague, team => team.ResetSecondFactorAsync(member.PersonId));
        (await fixture.NewBrowser().SignInAsync(fixture.Acme.Host, member.Email, IdentityFixture.Password)).Path.ShouldBe("/crm/settings");
        (await fixture.Database.QueryAsync<string>($"SELECT actor FROM tenancy.audit_entries WHERE action = 'second_factor_reset' AND detail = '{member.Email}'"))
            .ShouldBe([colleague.Email]);
    }

    [Fact]
    public async Task Only_a_session_begun_at_this_host_may_do_anything()
    {
        var member = await fixture.AddMemberAsync(fixture.Acme);
        var session = new Claim(IdentityClaimTypes.Session, Guid.NewGuid().ToString());
        var tenant = new Claim(AbpClaimTypes.TenantId, fixture.Acme.Id.ToString());
        (string What, ClaimsPrincipal Principal, Guid? Tenant)[] strangers =
        [
            ("nobody", new ClaimsPrincipal(), fixture.Acme.Id),
            ("a member of another tenant", member.Principal, fixture.BigFirm.Id),
            ("a member outside any tenant", member.Principal, null),
            ("staff in a tenant", Of(session, new Claim(IdentityClaimTypes.Staff, "true")), fixture.Acme.Id),
            ("staff who name a tenant", Of(session, tenant, new Claim(IdentityClaimTypes.Staff, "true")), fixture.Acme.Id),
            ("an API key", Of(tenant, new Claim(AbpClaimTypes.ClientId, Guid.NewGuid().ToString())), fixture.Acme.Id),
            ("somebody without a tenant", Of(session), fixture.Acme.Id),
            ("claims without authentication", new ClaimsPrincipal(new ClaimsIdentity([session, tenant])), fixture.Acme.Id),
        ];
        foreach (var (what, principal, place) in strangers)
        {
            await Should.ThrowAsync<AbpAuthorizationException>(
                () => fixture.InTenantAsync(place, principal, services => services.GetRequiredService<ITeamAppService>().GetMembersAsync()), what);
        }

        await AsAsync(member, team => team.GetMembersAsync());

        static ClaimsPrincipal Of(params Claim[] claims) => new(new ClaimsIdentity(claims, "test"));
    }

    // Whoever makes a staff account gets the link to its password, so that is left to the terminal.
    [Fact]
    public async Task Staff_make_no_staff()
    {
        var staff = new ClaimsPrincipal(new ClaimsIdentity(
            [new(IdentityClaimTypes.Session, Guid.NewGuid().ToString()), new(IdentityClaimTypes.Staff, "true")], "test"));
        await Should.ThrowAsync<AbpAuthorizationException>(() => fixture.InTenantAsync(null, staff, services => services
            .GetRequiredService<Staff.IStaffAppService>().AddAsync(new Staff.AddStaffInput { Email = IdentityFixture.NewEmail() })));
    }

    private async Task<Tenant> NewWorkspaceAsync()
    {
        var workspace = await fixture.ProvisionAsync();
        await Until.TrueAsync(async () => (await fixture.NewBrowser().GetAsync(workspace.Host, "/")).Status == 200, TimeSpan.FromSeconds(1));
        return workspace;
    }

    private Task<T> AsAsync<T>(Member member, Func<ITeamAppService, Task<T>> work) =>
        fixture.InTenantAsync(member.Workspace.Id, member.Principal, services => work(services.GetRequiredService<ITeamAppService>()));

    private Task AsAsync(Member member, Func<ITeamAppService, Task> work) =>
        fixture.InTenantAsync(member.Workspace.Id, member.Principal, services => work(services.GetRequiredService<ITeamAppService>()));

    // The code of a refusal; null for none.
    private static async Task<string?> OutcomeAsync(Func<Task> work)
    {
        try
        {
            await Task.Run(work);
            return null;
        }
        catch (UserFriendlyException e)
        {
            return e.Code;
        }
    }

    private async Task<string?> RefusalAsync(Member member, Func<ITeamAppService, Task> work) =>
        (await Should.ThrowAsync<UserFriendlyException>(() => AsAsync(member, work))).Code;
}
