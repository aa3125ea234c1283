using System.Net;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Authorization;
using Volo.Abp.Authorization.Permissions;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Framework.Tests.Web;

public class AuthorizationTests(ShopFixture fixture) : ShopTest(fixture), IClassFixture<ShopFixture>
{
    private IVaultAppService Vault => Services.GetRequiredService<IVaultAppService>();

    private ICurrentPrincipalAccessor Principal => Services.GetRequiredService<ICurrentPrincipalAccessor>();

    [Fact]
    public async Task In_process_a_permission_is_required_through_the_interface_and_checked_once()
    {
        await Should.ThrowAsync<AbpAuthorizationException>(() => Vault.GetAsync(""));
        using (Principal.Change(User("molly")))
            await Should.ThrowAsync<AbpAuthorizationException>(() => Vault.GetAsync(""));

        var key = Guid.NewGuid().ToString();
        using (Principal.Change(User("molly", new("permission", VaultPermissions.Open), new("counted-as", key))))
            (await Vault.GetAsync("")).ShouldBe("gold");
        Calls.Of(key).ShouldBe(1);
    }

    [Fact]
    public async Task In_process_allow_anonymous_and_policies_that_are_no_permission_hold()
    {
        (await Vault.GetPublicAsync()).ShouldBe("a door");
        using (Principal.Change(User("methuselah")))
            await Should.ThrowAsync<AbpAuthorizationException>(() => Vault.GetByPolicyAsync());
        using (Principal.Change(User("molly", new Claim("permission", VaultPermissions.Open))))
            await Should.ThrowAsync<AbpAuthorizationException>(() => Vault.GetByPolicyAsync());
        using (Principal.Change(User("methuselah", new Claim("permission", VaultPermissions.Open))))
            (await Vault.GetByPolicyAsync()).ShouldBe("wine");
    }

    [Fact]
    public async Task Over_HTTP_a_permission_is_required_and_checked_by_MVC_and_by_the_interceptor()
    {
        using var anonymous = await SendAsync("GET", "/api/app/vault?countedAs=x");
        anonymous.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var without = await SendAsync("GET", "/api/app/vault?countedAs=x", user: "molly");
        without.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var key = Guid.NewGuid().ToString();
        using var with = await SendAsync("GET", "/api/app/vault?countedAs=x", user: "molly", permission: VaultPermissions.Open, countedAs: key);
        (await with.Content.ReadAsStringAsync()).ShouldBe("gold");
        Calls.Of(key).ShouldBe(2);
    }

    [Fact]
    public async Task Over_HTTP_allow_anonymous_and_policies_that_are_no_permission_hold()
    {
        using var door = await SendAsync("GET", "/api/app/vault/public");
        (await door.Content.ReadAsStringAsync()).ShouldBe("a door");
        using var young = await SendAsync("GET", "/api/app/vault/by-policy", user: "molly", permission: VaultPermissions.Open);
        young.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var old = await SendAsync("GET", "/api/app/vault/by-policy", user: "methuselah", permission: VaultPermissions.Open);
        (await old.Content.ReadAsStringAsync()).ShouldBe("wine");
    }

    [Fact]
    public async Task A_permission_of_one_side_is_for_users_of_that_side_wherever_they_are()
    {
        var checker = Services.GetRequiredService<IPermissionChecker>();
        Claim[] both = [new("permission", VaultPermissions.OfHost), new("permission", VaultPermissions.OfTenant)];
        var staff = User("molly", both);
        var member = User("leopold", [.. both, new(AbpClaimTypes.TenantId, Guid.NewGuid().ToString())]);

        using (Services.GetRequiredService<ICurrentTenant>().Change(Guid.NewGuid()))
        {
            (await checker.IsGrantedAsync(staff, VaultPermissions.OfHost)).ShouldBeTrue();
            (await checker.IsGrantedAsync(staff, VaultPermissions.OfTenant)).ShouldBeFalse();
        }

        (await checker.IsGrantedAsync(member, VaultPermissions.OfTenant)).ShouldBeTrue();
        (await checker.IsGrantedAsync(member, VaultPermissions.OfHost)).ShouldBeFalse();
    }

    private static ClaimsPrincipal User(string name, params Claim[] claims) =>
        new(new ClaimsIdentity([new Claim(AbpClaimTypes.UserName, name), new Claim(ClaimTypes.Name, name), .. claims], "test"));
}
