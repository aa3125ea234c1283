using System.Security.Claims;
using HrefCrm.Tenancy;
using HrefCrm.Tenancy.ApiKeys;
using HrefCrm.Tenancy.Provisioning;
using HrefCrm.Tenancy.Settings;
using HrefCrm.Tenancy.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Database.Tests;

/// <summary>What several people do to one workspace at the same moment, or from a page that is no longer true.</summary>
public class SameMomentTests(TestApplication application) : IClassFixture<TestApplication>
{
    private const string EndlessKeys = "SELECT last_four FROM tenancy.api_keys WHERE ends_at IS NULL AND tenant_id = ";

    [Fact]
    public async Task Rotations_leave_one_key_without_an_end_and_the_trail_tells_of_each()
    {
        var tenant = await ProvisionAsync();
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RotateAsync(tenant, TimeSpan.FromHours(1))));

        var endless = (await application.Database.QueryAsync<string>($"{EndlessKeys}'{tenant}'")).ShouldHaveSingleItem();
        made.Select(k => k.LastFour).ShouldContain(endless);
        (await application.Database.QueryAsync<long>(
            $"SELECT count(*) FROM tenancy.api_keys WHERE tenant_id = '{tenant}' AND ends_at BETWEEN now() + interval '58 min' AND now() + interval '1 hour'")).ShouldBe([8]);
        (await application.Database.QueryAsync<string>(
            $"SELECT detail FROM tenancy.audit_entries WHERE about_tenant_id = '{tenant}' AND action = 'key_rotated'"))
            .ShouldBe(made.Select(k => $"New key hcrm_…{k.LastFour}; the older ones end after 1 h."), ignoreOrder: true);
    }

    [Fact]
    public async Task A_rotation_by_a_list_of_keys_that_is_no_longer_true_is_refused_in_words()
    {
        var tenant = await ProvisionAsync();
        var seen = (await ListAsync(tenant))[0].Id;
        var rotations = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OutcomeAsync(() => RotateAsync(tenant, TimeSpan.Zero, seen))));

        var made = rotations.Where(r => r.Refusal is null).ShouldHaveSingleItem().Result!;
        foreach (var (_, refusal) in rotations.Where(r => r.Refusal is not null))
        {
            refusal!.Code.ShouldBe(TenancyErrorCodes.ApiKeyConflict);
            refusal.Message.ShouldContain($"hcrm_…{made.LastFour}");
        }

        (await ListAsync(tenant)).Select(k => (k.LastFour, k.EndsAt is null)).ShouldBe([(made.LastFour, true), (await FirstAsync(tenant), false)]);
        await RotateAsync(tenant, TimeSpan.Zero, made.Id);
    }

    [Fact]
    public async Task A_key_that_is_revoked_during_a_rotation_gets_no_later_end()
    {
        for (var round = 0; round < 10; round++)
        {
            var tenant = await ProvisionAsync();
            var old = (await ListAsync(tenant))[0].Id;
            var revoking = InTenantAsync(tenant, s => s.GetRequiredService<IApiKeyAppService>().RevokeAsync(null, old));
            await Task.WhenAll(RotateAsync(tenant, TimeSpan.FromDays(1)), revoking);

            var key = (await ListAsync(tenant)).Single(k => k.Id == old);
            key.IsRevoked.ShouldBeTrue();
            key.EndsAt!.Value.ShouldBeLessThanOrEqualTo(DateTime.UtcNow);
        }
    }

    [Fact]
    public async Task Keys_without_an_end_that_were_left_before_get_one_and_the_newest_stays()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await database.ExecuteAsync(
            """
            DROP INDEX tenancy.ix_api_keys_tenant_id;
            DELETE FROM tenancy.__ef_migrations_history WHERE migration_id LIKE '%\_OneKeyWithoutEnd';
            INSERT INTO tenancy.tenants (id, slug, name, primary_colour, created_at, updated_at)
              SELECT gen_random_uuid(), 't-' || i, 'A tenant', '#000000', now(), now() FROM generate_series(1, 2) i;
            INSERT INTO tenancy.api_keys (tenant_id, id, hash, last_four, created_at, created_by)
              SELECT t.id, gen_random_uuid(), int4send(i), 'key' || i, now() - i * interval '1 day', 'test'
              FROM tenancy.tenants t, generate_series(1, 3) i WHERE i = 1 OR t.slug = 't-1';
            """);
        await MigratedDatabase.MigrateAsync(database.ConnectionString);

        (await database.QueryAsync<string>(
            """
            SELECT t.slug || ' ' || last_four || ' ' || coalesce(round(extract(epoch FROM ends_at - now()) / 86400)::text, 'none')
            FROM tenancy.api_keys k JOIN tenancy.tenants t ON t.id = tenant_id ORDER BY 1
            """)).ShouldBe(["t-1 key1 none", "t-1 key2 30", "t-1 key3 30", "t-2 key1 none"]);
        (await database.QueryAsync<bool>("SELECT relforcerowsecurity FROM pg_class WHERE oid = 'tenancy.api_keys'::regclass")).ShouldBe([true]);
    }

    [Fact]
    public async Task Settings_that_a_colleague_changed_meanwhile_are_not_reverted()
    {
        var tenant = await ProvisionAsync();
        var mine = await SettingsAsync(tenant);
        var colleagues = await SettingsAsync(tenant);
        (colleagues.Name, colleagues.PrimaryColor) = ("New name", "#112233");
        await SaveAsync(tenant, colleagues, "colleague@example.com");

        mine.Tagline = "My tagline";
        var refused = await Should.ThrowAsync<UserFriendlyException>(() => SaveAsync(tenant, mine, "me@example.com"));
        refused.Code.ShouldBe(TenancyErrorCodes.SettingsConflict);
        refused.Message.ShouldMatch(@"^colleague@example\.com changed name, color at \d{4}-\d\d-\d\d \d\d:\d\d UTC, ");

        var now = await SettingsAsync(tenant);
        (now.Name, now.Tagline, now.PrimaryColor).ShouldBe(("New name", null, "#112233"));
        now.Tagline = "My tagline";
        now = await SaveAsync(tenant, now, "me@example.com");
        now.PrimaryColor = "#445566";
        (await SaveAsync(tenant, now, "me@example.com")).PrimaryColor.ShouldBe("#445566");
    }

    [Fact]
    public async Task Of_settings_saved_at_the_same_moment_one_is_kept_and_the_others_are_told()
    {
        var tenant = await ProvisionAsync();
        var seen = await SettingsAsync(tenant);
        var saves = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => OutcomeAsync(() => SaveAsync(
            tenant, new TenantSettingsDto { Name = $"Name {i}", PrimaryColor = seen.PrimaryColor, ConcurrencyStamp = seen.ConcurrencyStamp }, $"p{i}@example.com"))));

        var kept = saves.Where(s => s.Refusal is null).ShouldHaveSingleItem().Result!;
        (await SettingsAsync(tenant)).Name.ShouldBe(kept.Name);
        foreach (var (_, refusal) in saves.Where(s => s.Refusal is not null))
            refusal!.Message.ShouldStartWith($"p{kept.Name[^1]}@example.com changed name at ");
    }

    [Fact]
    public async Task Settings_may_be_saved_after_the_workspace_was_suspended_and_opened_again_once_that_is_seen()
    {
        var tenant = await ProvisionAsync();
        var seen = await SettingsAsync(tenant);
        await InTenantAsync(null, async s =>
        {
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => s.GetRequiredService<ITenantAppService>().SuspendAsync(tenant)));
            await s.GetRequiredService<ITenantAppService>().ReactivateAsync(tenant);
        });
        (await application.Database.QueryAsync<string>($"SELECT action FROM tenancy.audit_entries WHERE about_tenant_id = '{tenant}' ORDER BY id"))
            .ShouldBe(["tenant_provisioned", "tenant_suspended", "tenant_reactivated"]);

        seen.Name = "Another";
        (await Should.ThrowAsync<UserFriendlyException>(() => SaveAsync(tenant, seen, "me@example.com"))).Message.ShouldStartWith("The workspace was changed, ");
        seen.ConcurrencyStamp = (await SettingsAsync(tenant)).ConcurrencyStamp;
        (await SaveAsync(tenant, seen, "me@example.com")).Name.ShouldBe("Another");
    }

    private async Task<Guid> ProvisionAsync() => (await application.InTenantAsync(null, _ => application.Get<IProvisioningAppService>().ProvisionAsync(
        new ProvisionTenantInput { Slug = $"same-{Guid.NewGuid():N}", Name = "A tenant", AdminEmail = "admin@example.com" }))).Id;

    private Task<NewApiKeyDto> RotateAsync(Guid tenant, TimeSpan grace, Guid? newest = null) => application.InTenantAsync(
        tenant, s => s.GetRequiredService<IApiKeyAppService>().RotateAsync(new RotateApiKeyInput { Grace = grace, NewestKeyId = newest }));

    private async Task<IReadOnlyList<ApiKeyDto>> ListAsync(Guid tenant) =>
        (await application.InTenantAsync(tenant, s => s.GetRequiredService<IApiKeyAppService>().GetListAsync(null))).Items;

    private async Task<string> FirstAsync(Guid tenant) => (await ListAsync(tenant))[^1].LastFour;

    private Task<TenantSettingsDto> SettingsAsync(Guid tenant) =>
        application.InTenantAsync(tenant, s => s.GetRequiredService<ITenantSettingsAppService>().GetAsync());

    private Task<TenantSettingsDto> SaveAsync(Guid tenant, TenantSettingsDto input, string who) => application.InTenantAsync(tenant, async s =>
    {
        var principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(AbpClaimTypes.UserName, who)], "test"));
        using (s.GetRequiredService<ICurrentPrincipalAccessor>().Change(principal))
            return await s.GetRequiredService<ITenantSettingsAppService>().UpdateAsync(input);
    });

    private Task<int> InTenantAsync(Guid? tenant, Func<IServiceProvider, Task> work) => application.InTenantAsync(tenant, async s =>
    {
        await work(s);
        return 0;
    });

    private static async Task<(T? Result, UserFriendlyException? Refusal)> OutcomeAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return (await Task.Run(work), null);
        }
        catch (UserFriendlyException e)
        {
            return (default, e);
        }
    }
}
