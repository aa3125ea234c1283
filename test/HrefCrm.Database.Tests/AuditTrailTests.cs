using System.Security.Claims;
using HrefCrm.PostgreSql.Roles;
using HrefCrm.Tenancy.ApiKeys;
using HrefCrm.Tenancy.Audit;
using HrefCrm.Tenancy.Provisioning;
using HrefCrm.Tenancy.Settings;
using HrefCrm.Tenancy.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Database.Tests;

/// <summary>The audit trail: what is done to tenants and keys is in it, with who, when and from where, and nobody changes it.</summary>
public class AuditTrailTests(TestApplication application) : IClassFixture<TestApplication>
{
    [Fact]
    public async Task Tells_what_was_done_to_a_tenant_newest_first()
    {
        var before = DateTime.UtcNow.AddSeconds(-1);
        var tenant = await ProvisionAsync();
        var key = await AsAsync(tenant.Id, "member@example.com", s => s.GetRequiredService<IApiKeyAppService>()
            .RotateAsync(new RotateApiKeyInput { Grace = TimeSpan.FromHours(36) }));
        await AsAsync(null, "staff@example.com", async s =>
        {
            await s.GetRequiredService<IApiKeyAppService>().RevokeAsync(tenant.Id, key.Id);
            await s.GetRequiredService<ITenantAppService>().SuspendAsync(tenant.Id);
            await s.GetRequiredService<ITenantAppService>().ReactivateAsync(tenant.Id);
            return 0;
        });
        await AsAsync(tenant.Id, "member@example.com", async s =>
        {
            await s.GetRequiredService<ITenantSettingsAppService>().UpdateAsync(new TenantSettingsDto { Name = "New name", PrimaryColor = "#ABCDEF" });
            return 0;
        });

        var entries = await ListAsync(tenant.Slug);
        entries.Select(e => (e.Action, e.Actor, e.Detail)).ShouldBe(
        [
            (AuditAction.SettingsChanged, "member@example.com", "name, color"),
            (AuditAction.TenantReactivated, "staff@example.com", null),
            (AuditAction.TenantSuspended, "staff@example.com", null),
            (AuditAction.KeyRevoked, "staff@example.com", $"hcrm_…{key.LastFour}"),
            (AuditAction.KeyRotated, "member@example.com", $"New key hcrm_…{key.LastFour}; the older ones end after 1 d 12 h."),
            (AuditAction.TenantProvisioned, "staff@example.com", null),
        ]);
        entries.ShouldAllBe(e => e.FromAddress == "192.0.2.7" && e.TenantSlug == tenant.Slug && e.At > before && e.At < DateTime.UtcNow.AddSeconds(1));
        entries.ShouldAllBe(e => e.TenantName == "New name");
        (await application.Database.QueryAsync<string>("SELECT concat_ws(' ', actor, detail) FROM tenancy.audit_entries"))
            .ShouldAllBe(text => !text.Contains(tenant.ApiKey) && !text.Contains(key.ApiKey));
    }

    [Fact]
    public async Task What_changes_nothing_is_not_in_it()
    {
        var tenant = await ProvisionAsync();
        var keyId = (await AsAsync(null, "staff@example.com", s => s.GetRequiredService<IApiKeyAppService>().GetListAsync(tenant.Id))).Items[0].Id;
        await AsAsync(null, "staff@example.com", async s =>
        {
            await s.GetRequiredService<ITenantAppService>().ReactivateAsync(tenant.Id);
            await s.GetRequiredService<ITenantAppService>().SuspendAsync(tenant.Id);
            await s.GetRequiredService<ITenantAppService>().SuspendAsync(tenant.Id);
            await s.GetRequiredService<IApiKeyAppService>().RevokeAsync(tenant.Id, keyId);
            await s.GetRequiredService<IApiKeyAppService>().RevokeAsync(tenant.Id, keyId);
            return 0;
        });
        (await ListAsync(tenant.Slug)).Select(e => e.Action)
            .ShouldBe([AuditAction.KeyRevoked, AuditAction.TenantSuspended, AuditAction.TenantProvisioned]);
    }

    [Fact]
    public async Task Is_undone_with_what_it_tells_of()
    {
        var tenant = await ProvisionAsync();
        await application.Database.ExecuteAsync(
            $"""
            CREATE FUNCTION public.refuse_key() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE unique_violation USING MESSAGE = 'arranged'; END $$;
            CREATE CONSTRAINT TRIGGER refuse_key AFTER INSERT ON tenancy.api_keys DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
              WHEN (NEW.tenant_id = '{tenant.Id}') EXECUTE FUNCTION public.refuse_key();
            """);
        await Should.ThrowAsync<Exception>(() => AsAsync(tenant.Id, "member@example.com", s => s.GetRequiredService<IApiKeyAppService>()
            .RotateAsync(new RotateApiKeyInput())));
        (await ListAsync(tenant.Slug)).Select(e => e.Action).ShouldBe([AuditAction.TenantProvisioned]);
    }

    [Fact]
    public async Task Is_read_a_page_after_the_other_without_gap_or_repeat()
    {
        var tenant = await ProvisionAsync();
        for (var i = 0; i < 4; i++)
            await RecordAsync(tenant.Id, $"entry {i}");

        var seen = new List<AuditEntryDto>();
        Guid? before = null;
        do
        {
            var page = await AsAsync(null, "staff@example.com", s => s.GetRequiredService<IAuditAppService>()
                .GetListAsync(new GetAuditInput { Tenant = tenant.Slug, Before = before, MaxResultCount = 2 }));
            page.Items.Count.ShouldBeInRange(1, 2);
            seen.AddRange(page.Items);
            before = page.Next;
            // What comes meanwhile moves nothing.
            await RecordAsync(tenant.Id, "late");
        }
        while (before is not null);

        seen.Select(e => e.Detail).ShouldBe(["entry 3", "entry 2", "entry 1", "entry 0", null]);
    }

    [Fact]
    public async Task Is_found_by_part_of_a_tenants_name_or_slug_and_by_a_whole_slug_alone()
    {
        var name = $"Widow & {Guid.NewGuid():N} Partners";
        var tenant = await ProvisionAsync(name);
        var longer = await ProvisionAsync(name, $"{tenant.Slug}-two");
        foreach (var part in new[] { name[4..20].ToUpperInvariant(), tenant.Slug[2..] })
            (await ListAsync(part)).Select(e => e.TenantSlug).ShouldBe([longer.Slug, tenant.Slug]);
        (await ListAsync(tenant.Slug)).ShouldHaveSingleItem().TenantSlug.ShouldBe(tenant.Slug);
        (await ListAsync("nobody-has-this")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Takes_what_is_too_long_cut()
    {
        var tenant = await ProvisionAsync();
        await RecordAsync(tenant.Id, new string('x', 10_000));
        (await ListAsync(tenant.Slug))[0].Detail!.Length.ShouldBe(AuditConsts.MaxDetailLength);
    }

    [Fact]
    public async Task A_tenant_sees_and_writes_what_is_about_itself_alone()
    {
        var (mine, other) = (await ProvisionAsync(), await ProvisionAsync());
        await using var app = await application.Migrated.OpenAsync(DatabaseRole.App);
        await app.BeginAsync(mine.Id);
        (await app.QueryAsync<Guid>("SELECT DISTINCT about_tenant_id FROM tenancy.audit_entries")).ShouldBe([mine.Id]);
        (await app.ExecuteAsync(Insert($"'{mine.Id}'"))).ShouldBe(1);
        await app.CommitAsync();
        foreach (var about in new[] { $"'{other.Id}'", "NULL" })
        {
            await app.BeginAsync(mine.Id);
            await app.ShouldBeRefusedAsync(Insert(about));
            await app.RollbackAsync();
        }

        static string Insert(string about) =>
            $"INSERT INTO tenancy.audit_entries (id, about_tenant_id, at, action, actor) VALUES (gen_random_uuid(), {about}, now(), 'signed_in', 'x')";
    }

    [Theory]
    [InlineData(DatabaseRole.App)]
    [InlineData(DatabaseRole.System)]
    [InlineData(DatabaseRole.Intake)]
    public async Task Nobody_changes_or_deletes_an_entry(DatabaseRole role)
    {
        var tenant = await ProvisionAsync();
        await using var session = await application.Migrated.OpenAsync(role);
        foreach (var statement in new[] { "UPDATE tenancy.audit_entries SET actor = 'x'", "DELETE FROM tenancy.audit_entries", "TRUNCATE tenancy.audit_entries" })
        {
            await session.BeginAsync(tenant.Id);
            await session.ShouldBeRefusedAsync(statement);
            await session.RollbackAsync();
        }
    }

    private Task<ProvisionedTenantDto> ProvisionAsync(string name = "A tenant", string? slug = null) => AsAsync(null, "staff@example.com", s => s.GetRequiredService<IProvisioningAppService>()
        .ProvisionAsync(new ProvisionTenantInput { Slug = slug ?? $"audit-{Guid.NewGuid():N}", Name = name, AdminEmail = "admin@example.com" }));

    private async Task<IReadOnlyList<AuditEntryDto>> ListAsync(string slug) => (await AsAsync(null, "staff@example.com", s => s
        .GetRequiredService<IAuditAppService>().GetListAsync(new GetAuditInput { Tenant = slug, MaxResultCount = 100 }))).Items;

    private Task<int> RecordAsync(Guid tenant, string detail) => application.InUnitOfWorkAsync(tenant, async s =>
    {
        await s.GetRequiredService<AuditTrail>().RecordAsync(AuditAction.Invited, tenant, detail, "member@example.com");
        return 0;
    });

    private Task<T> AsAsync<T>(Guid? tenant, string who, Func<IServiceProvider, Task<T>> work) => application.InTenantAsync(tenant, async services =>
    {
        var principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(AbpClaimTypes.UserName, who)], "Test"));
        using (services.GetRequiredService<ICurrentPrincipalAccessor>().Change(principal))
            return await work(services);
    });
}
