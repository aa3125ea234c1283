using HrefCrm.PostgreSql.Roles;

namespace HrefCrm.Database.Tests;

/// <summary>The role of what spans tenants, which sees no lead, and the owner, whom row-level security binds as well.</summary>
public class SystemAndOwnerRoleTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    [Theory]
    [InlineData("tenancy.api_keys")]
    [InlineData("leads.pipeline_stages")]
    public async Task System_sees_keys_and_stages_of_all_tenants(string table)
    {
        var tenants = new[] { await database.AddTenantAsync(), await database.AddTenantAsync() };
        await using var system = await database.OpenAsync(DatabaseRole.System);
        tenants.Except(await system.TenantsOfAsync(table)).ShouldBeEmpty();
    }

    [Fact]
    public async Task System_sees_all_tenants()
    {
        var tenants = new[] { await database.AddTenantAsync(), await database.AddTenantAsync() };
        await using var system = await database.OpenAsync(DatabaseRole.System);
        tenants.Except(await system.QueryAsync<Guid>("SELECT id FROM tenancy.tenants")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("SELECT email FROM leads.leads")]
    [InlineData("SELECT metadata FROM leads.leads")]
    [InlineData("SELECT text FROM leads.activities")]
    [InlineData("SELECT search FROM leads.lead_index")]
    [InlineData("SELECT title FROM leads.tasks")]
    [InlineData("TABLE leads.leads")]
    [InlineData("UPDATE leads.leads SET status = 'won'")]
    [InlineData("DELETE FROM leads.leads")]
    [InlineData("INSERT INTO leads.leads (tenant_id, id, phone, status, created_at, updated_at) VALUES (gen_random_uuid(), gen_random_uuid(), '1', 'new', now(), now())")]
    public async Task System_touches_no_lead(string sql)
    {
        var tenant = await database.AddTenantAsync();
        await using var system = await database.OpenAsync(DatabaseRole.System);
        await system.ShouldBeRefusedAsync(sql);
        await system.BeginAsync(tenant);
        await system.ShouldBeRefusedAsync(sql);
    }

    // What was made is followed by revision: a row that vanished would not be noticed.
    [Theory]
    [InlineData(DatabaseRole.System, "tenancy.tenants")]
    [InlineData(DatabaseRole.System, "tenancy.api_keys")]
    [InlineData(DatabaseRole.App, "tenancy.tenants")]
    [InlineData(DatabaseRole.App, "tenancy.api_keys")]
    public async Task Nobody_deletes_tenants_or_keys(DatabaseRole role, string table)
    {
        var tenant = await database.AddTenantAsync();
        await using var session = await database.OpenAsync(role);
        await session.BeginAsync(tenant);
        await session.ShouldBeRefusedAsync($"DELETE FROM {table}");
    }

    [Theory]
    [ClassData(typeof(TenantTables))]
    public async Task The_owner_sees_no_row(string table)
    {
        var tenant = await database.AddTenantAsync();
        (await database.Database.QueryAsync<Guid>($"SELECT DISTINCT tenant_id FROM {table} WHERE tenant_id = '{tenant}'")).ShouldBe([tenant]);
        await using var owner = await database.OpenAsync(DatabaseRole.Owner);
        (await owner.TenantsOfAsync(table)).ShouldBeEmpty();
        await owner.BeginAsync(tenant);
        (await owner.TenantsOfAsync(table)).ShouldBeEmpty();
        (await owner.ExecuteAsync($"DELETE FROM {table}")).ShouldBe(0);
    }

    // The followers depend on it: a change carries the id of the transaction that made it.
    [Theory]
    [InlineData("tenancy.tenants", "name = name || '!'", "id")]
    [InlineData("tenancy.api_keys", "ends_at = now()", "tenant_id")]
    [InlineData("leads.pipeline_stages", "type = 'lost'", "tenant_id")]
    public async Task A_change_raises_the_revision(string table, string change, string key)
    {
        var tenant = await database.AddTenantAsync();
        var before = (await database.Database.QueryAsync<ulong>($"SELECT revision FROM {table} WHERE {key} = '{tenant}'")).Single();
        var role = table == "leads.pipeline_stages" ? DatabaseRole.App : DatabaseRole.System;
        await using var session = await database.OpenAsync(role);
        await session.BeginAsync(tenant);
        (await session.ExecuteAsync($"UPDATE {table} SET {change} WHERE {key} = '{tenant}'")).ShouldBe(1);
        var own = (await session.QueryAsync<ulong>("SELECT pg_current_xact_id()")).Single();
        await session.CommitAsync();
        var after = (await database.Database.QueryAsync<ulong>($"SELECT revision FROM {table} WHERE {key} = '{tenant}'")).Single();
        after.ShouldBe(own);
        after.ShouldBeGreaterThan(before);
    }
}
