using System.Security.Claims;
using HrefCrm.Identity;
using HrefCrm.Tenancy.ApiKeys;
using HrefCrm.Tenancy.Audit;
using HrefCrm.Tenancy.Provisioning;
using HrefCrm.Tenancy.Settings;
using HrefCrm.Tenancy.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp;
using Volo.Abp.Authorization;
using Volo.Abp.Security.Claims;
using Tenant = HrefCrm.TestBase.Tenant;

namespace HrefCrm.Tenancy.Tests;

/// <summary>What a page cannot do, the services do not do either, whoever calls them.</summary>
[Collection(SharedIdentity.Name)]
public class PermissionTests(IdentityFixture fixture)
{
    private static readonly Dictionary<string, Func<IServiceProvider, Guid, Task>> OfStaff = new()
    {
        ["list tenants"] = (s, _) => s.GetRequiredService<ITenantAppService>().GetListAsync(new GetTenantsInput()),
        ["find a tenant"] = (s, _) => s.GetRequiredService<ITenantAppService>().GetBySlugAsync("acme"),
        ["provision"] = (s, _) => s.GetRequiredService<IProvisioningAppService>()
            .ProvisionAsync(new ProvisionTenantInput { Slug = $"x-{Guid.NewGuid():N}", Name = "X", AdminEmail = "x@example.com" }),
        ["suspend"] = (s, id) => s.GetRequiredService<ITenantAppService>().SuspendAsync(id),
        ["reactivate"] = (s, id) => s.GetRequiredService<ITenantAppService>().ReactivateAsync(id),
        ["read the audit trail"] = (s, _) => s.GetRequiredService<IAuditAppService>().GetListAsync(new GetAuditInput()),
    };

    private static readonly Dictionary<string, Func<IServiceProvider, Guid, Task>> OfMembers = new()
    {
        ["see settings"] = (s, _) => s.GetRequiredService<ITenantSettingsAppService>().GetAsync(),
        ["change settings"] = (s, _) => s.GetRequiredService<ITenantSettingsAppService>().UpdateAsync(new TenantSettingsDto { Name = "X" }),
    };

    private static readonly Dictionary<string, Func<IServiceProvider, Guid, Task>> OfBoth = new()
    {
        ["list keys"] = (s, id) => s.GetRequiredService<IApiKeyAppService>().GetListAsync(id),
        ["rotate"] = (s, id) => s.GetRequiredService<IApiKeyAppService>().RotateAsync(new RotateApiKeyInput { TenantId = id }),
        ["revoke"] = (s, id) => s.GetRequiredService<IApiKeyAppService>().RevokeAsync(id, Guid.NewGuid()),
    };

    public static TheoryData<string> StaffCalls => [.. OfStaff.Keys];

    public static TheoryData<string> MemberCalls => [.. OfMembers.Keys];

    public static TheoryData<string> AllCalls => [.. OfStaff.Keys, .. OfMembers.Keys, .. OfBoth.Keys];

    private static ClaimsPrincipal Staff => Person(new Claim(IdentityClaimTypes.Staff, "true"));

    [Theory]
    [MemberData(nameof(AllCalls))]
    public async Task Nobody_does_nothing(string call)
    {
        await ShouldBeRefusedAsync(null, new ClaimsPrincipal(new ClaimsIdentity()), call);
        await ShouldBeRefusedAsync(fixture.Acme.Id, new ClaimsPrincipal(new ClaimsIdentity()), call);
    }

    [Theory]
    [MemberData(nameof(StaffCalls))]
    public async Task A_member_does_nothing_of_HREFs_own_side(string call)
    {
        await ShouldBeRefusedAsync(fixture.Acme.Id, Member(fixture.Acme), call);
        await ShouldBeRefusedAsync(null, Member(fixture.Acme), call);
    }

    // A circuit that has lost its tenant, or has another's, is refused.
    [Theory]
    [MemberData(nameof(AllCalls))]
    public async Task A_member_does_nothing_outside_their_workspace(string call)
    {
        await ShouldBeRefusedAsync(null, Member(fixture.Acme), call);
        await ShouldBeRefusedAsync(fixture.BigFirm.Id, Member(fixture.Acme), call);
    }

    [Theory]
    [MemberData(nameof(MemberCalls))]
    public async Task Staff_do_nothing_of_a_workspace(string call)
    {
        await ShouldBeRefusedAsync(null, Staff, call);
        await ShouldBeRefusedAsync(fixture.Acme.Id, Staff, call);
    }

    [Fact]
    public async Task A_member_reaches_no_other_workspaces_keys()
    {
        foreach (var call in OfBoth.Values)
        {
            var refused = await Should.ThrowAsync<UserFriendlyException>(
                () => fixture.InTenantAsync(fixture.Acme.Id, Member(fixture.Acme), s => call(s, fixture.BigFirm.Id)));
            refused.Code.ShouldBe(TenancyErrorCodes.TenantNotFound);
        }
    }

    [Fact]
    public async Task Members_and_staff_list_the_keys_that_are_theirs_to_list()
    {
        var own = await fixture.InTenantAsync(fixture.Acme.Id, Member(fixture.Acme), s => s.GetRequiredService<IApiKeyAppService>().GetListAsync(null));
        own.Items.Select(k => k.LastFour).ShouldContain(fixture.Acme.ApiKey[^4..]);
        var any = await fixture.InTenantAsync(null, Staff, s => s.GetRequiredService<IApiKeyAppService>().GetListAsync(fixture.Acme.Id));
        any.Items.Select(k => k.Id).ShouldBe(own.Items.Select(k => k.Id));
    }

    private async Task ShouldBeRefusedAsync(Guid? tenant, ClaimsPrincipal principal, string call)
    {
        var work = OfStaff.Concat(OfMembers).Concat(OfBoth).Single(c => c.Key == call).Value;
        await Should.ThrowAsync<AbpAuthorizationException>(() => fixture.InTenantAsync(tenant, principal, s => work(s, fixture.Acme.Id)));
    }

    private static ClaimsPrincipal Member(Tenant workspace) => Person(new Claim(AbpClaimTypes.TenantId, workspace.Id.ToString()));

    private static ClaimsPrincipal Person(Claim place) => new(new ClaimsIdentity(
        [
            new Claim(AbpClaimTypes.UserId, Guid.NewGuid().ToString()),
            new Claim(AbpClaimTypes.UserName, "somebody@example.com"),
            new Claim(IdentityClaimTypes.Session, Guid.NewGuid().ToString()),
            place,
        ],
        "Test"));
}
