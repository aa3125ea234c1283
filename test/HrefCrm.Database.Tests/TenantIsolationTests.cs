using HrefCrm.Identity.Invites;
using HrefCrm.Identity.People;
using HrefCrm.Leads.Leads;
using HrefCrm.Leads.Pipeline;
using HrefCrm.Tenancy;
using HrefCrm.Tenancy.ApiKeys;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp;
using Volo.Abp.Data;
using Volo.Abp.Domain.Entities;
using Volo.Abp.Domain.Repositories;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Database.Tests;

/// <summary>Through the application: a tenant cannot reach another's keys, and where the code forgets the filter, the database does not.</summary>
public class TenantIsolationTests(TestApplication application) : IClassFixture<TestApplication>
{
    [Fact]
    public async Task A_tenant_lists_its_own_keys_alone()
    {
        var (mine, other) = await TwoTenantsAsync();
        (await application.InTenantAsync(mine, s => Keys(s).GetListAsync(mine))).Items.ShouldHaveSingleItem().Id.ShouldBe(await KeyOfAsync(mine));
        await ShouldFailAsync(TenancyErrorCodes.TenantNotFound, () => application.InTenantAsync(mine, s => Keys(s).GetListAsync(other)));
    }

    [Fact]
    public async Task A_tenant_cannot_rotate_anothers_keys()
    {
        var (mine, other) = await TwoTenantsAsync();
        await ShouldFailAsync(TenancyErrorCodes.TenantNotFound, () => application.InTenantAsync(
            mine, s => Keys(s).RotateAsync(new RotateApiKeyInput { TenantId = other, Grace = TimeSpan.Zero })));
        (await KeyStatesAsync(other)).ShouldBe(["works"]);

        await application.InTenantAsync(mine, s => Keys(s).RotateAsync(new RotateApiKeyInput { TenantId = mine, Grace = TimeSpan.Zero }));
        (await KeyStatesAsync(mine)).ShouldBe(["ends", "works"], ignoreOrder: true);
        (await KeyStatesAsync(other)).ShouldBe(["works"]);
    }

    [Fact]
    public async Task A_tenant_cannot_revoke_anothers_keys()
    {
        var (mine, other) = await TwoTenantsAsync();
        var key = await KeyOfAsync(other);
        await ShouldFailAsync(TenancyErrorCodes.TenantNotFound, () => application.InTenantAsync(mine, s => Revoke(s, other, key)));
        await ShouldFailAsync(TenancyErrorCodes.ApiKeyNotFound, () => application.InTenantAsync(mine, s => Revoke(s, mine, key)));
        (await KeyStatesAsync(other)).ShouldBe(["works"]);

        await application.InTenantAsync(mine, async s => await Revoke(s, mine, await KeyOfAsync(mine)));
        (await KeyStatesAsync(mine)).ShouldBe(["revoked"]);
    }

    [Fact]
    public async Task Outside_any_tenant_every_tenants_keys_can_be_worked_with()
    {
        var (one, two) = await TwoTenantsAsync();
        foreach (var tenant in new[] { one, two })
        {
            (await application.InTenantAsync(null, s => Keys(s).GetListAsync(tenant))).Items.ShouldHaveSingleItem().Id.ShouldBe(await KeyOfAsync(tenant));
            await application.InTenantAsync(null, async s => await Revoke(s, tenant, await KeyOfAsync(tenant)));
            (await KeyStatesAsync(tenant)).ShouldBe(["revoked"]);
        }

        await ShouldFailAsync(TenancyErrorCodes.ApiKeyNotFound, () => application.InTenantAsync(null, async s => await Revoke(s, one, await KeyOfAsync(two))));
        await ShouldFailAsync(TenancyErrorCodes.TenantNotFound, () => application.InTenantAsync(null, s => Keys(s).RotateAsync(new RotateApiKeyInput { TenantId = Guid.NewGuid() })));
    }

    [Fact]
    public async Task Repositories_find_a_tenants_rows_even_with_the_filter_off()
    {
        await ShouldSeeItsOwnAloneAsync<ApiKey>();
        await ShouldSeeItsOwnAloneAsync<PipelineStage>();
        await ShouldSeeItsOwnAloneAsync<Lead>();
        await ShouldSeeItsOwnAloneAsync<Membership>();
        await ShouldSeeItsOwnAloneAsync<Invite>();
    }

    [Fact]
    public async Task A_row_of_another_tenant_is_refused_by_the_database()
    {
        var (mine, other) = await TwoTenantsAsync();
        var refused = await Should.ThrowAsync<Exception>(() => application.InUnitOfWorkAsync(mine, s => s.GetRequiredService<IRepository<PipelineStage, Guid>>()
            .InsertAsync(new PipelineStage(other, Guid.NewGuid(), "Foreign", "#000000", 9, StageType.Active))));
        refused.GetBaseException().ShouldBeOfType<Npgsql.PostgresException>().SqlState.ShouldBe(Npgsql.PostgresErrorCodes.InsufficientPrivilege);
        (await application.Database.QueryAsync<long>("SELECT count(*) FROM leads.pipeline_stages WHERE name = 'Foreign'")).ShouldBe([0]);
    }

    // One unit of work serves one tenant: after a change of tenant inside it, there is nothing rather than another's.
    [Fact]
    public async Task A_unit_of_work_does_not_go_from_tenant_to_tenant()
    {
        var (mine, other) = await TwoTenantsAsync();
        var (before, inside) = await application.InUnitOfWorkAsync(mine, async s =>
        {
            var stages = s.GetRequiredService<IRepository<PipelineStage, Guid>>();
            var own = await stages.GetListAsync(_ => true);
            using (s.GetRequiredService<ICurrentTenant>().Change(other))
                return (own, await stages.GetListAsync(_ => true));
        });
        before.ShouldHaveSingleItem().TenantId.ShouldBe(mine);
        inside.ShouldBeEmpty();
    }

    private async Task ShouldSeeItsOwnAloneAsync<T>()
        where T : class, IEntity, IMultiTenant
    {
        var (mine, _) = await TwoTenantsAsync();
        foreach (var filtered in new[] { true, false })
        {
            var rows = await application.InUnitOfWorkAsync(mine, async s =>
            {
                using (filtered ? null : s.GetRequiredService<IDataFilter>().Disable<IMultiTenant>())
                    return await s.GetRequiredService<IRepository<T>>().GetListAsync(_ => true);
            });
            rows.ShouldHaveSingleItem().TenantId.ShouldBe(mine, $"{typeof(T).Name}, filter {(filtered ? "on" : "off")}");
        }
    }

    private async Task<(Guid Mine, Guid Other)> TwoTenantsAsync() => (await application.Migrated.AddTenantAsync(), await application.Migrated.AddTenantAsync());

    private static IApiKeyAppService Keys(IServiceProvider services) => services.GetRequiredService<IApiKeyAppService>();

    private static async Task<bool> Revoke(IServiceProvider services, Guid tenant, Guid key)
    {
        await Keys(services).RevokeAsync(tenant, key);
        return true;
    }

    private async Task<Guid> KeyOfAsync(Guid tenant) =>
        (await application.Database.QueryAsync<Guid>($"SELECT id FROM tenancy.api_keys WHERE tenant_id = '{tenant}'")).Single();

    private Task<List<string>> KeyStatesAsync(Guid tenant) => application.Database.QueryAsync<string>(
        $"""
        SELECT CASE WHEN revoked_at IS NOT NULL AND ends_at <= revoked_at THEN 'revoked' WHEN ends_at IS NOT NULL THEN 'ends' ELSE 'works' END
        FROM tenancy.api_keys WHERE tenant_id = '{tenant}'
        """);

    private static async Task ShouldFailAsync<T>(string code, Func<Task<T>> work) =>
        (await Should.ThrowAsync<UserFriendlyException>(work)).Code.ShouldBe(code);
}
