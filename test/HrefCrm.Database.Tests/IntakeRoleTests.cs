using HrefCrm.PostgreSql.Roles;

namespace HrefCrm.Database.Tests;

/// <summary>The intake's role: puts leads of any tenant in, and gets nothing out.</summary>
public class IntakeRoleTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    [Fact]
    public async Task Inserts_leads_of_any_tenant()
    {
        var tenants = new[] { await database.AddTenantAsync(), await database.AddTenantAsync() };
        await using var intake = await database.OpenAsync(DatabaseRole.Intake);
        (await intake.ExecuteAsync($"{Insert(tenants)} ON CONFLICT DO NOTHING")).ShouldBe(2);
        foreach (var tenant in tenants)
            (await CountAsync(tenant)).ShouldBe(2);
    }

    [Fact]
    public async Task Writes_the_same_lead_again_without_harm()
    {
        var tenant = await database.AddTenantAsync();
        await using var intake = await database.OpenAsync(DatabaseRole.Intake);
        var insert = $"{Insert(tenant)} ON CONFLICT DO NOTHING";
        (await intake.ExecuteAsync(insert)).ShouldBe(1);
        (await intake.ExecuteAsync(insert)).ShouldBe(0);
        (await CountAsync(tenant)).ShouldBe(2);
    }

    [Theory]
    [InlineData("SELECT count(*) FROM leads.leads")]
    [InlineData("SELECT 1 FROM leads.leads LIMIT 0")]
    [InlineData("TABLE leads.leads")]
    [InlineData("COPY leads.leads TO STDOUT")]
    [InlineData("UPDATE leads.leads SET status = 'won'")]
    [InlineData("DELETE FROM leads.leads")]
    [InlineData("TRUNCATE leads.leads")]
    public async Task Reads_and_changes_no_lead(string sql)
    {
        var tenant = await database.AddTenantAsync();
        await using var intake = await database.OpenAsync(DatabaseRole.Intake);
        await intake.ShouldBeRefusedAsync(sql);

        // Nor after it was told a tenant, as people's transactions are.
        await intake.BeginAsync(tenant);
        await intake.ShouldBeRefusedAsync(sql);
    }

    [Theory]
    [InlineData("RETURNING id")]
    [InlineData("RETURNING 1, email")]
    [InlineData("ON CONFLICT (tenant_id, id) DO NOTHING")]
    [InlineData("ON CONFLICT (tenant_id, id) DO UPDATE SET status = 'won'")]
    public async Task Learns_nothing_by_inserting(string clause)
    {
        var tenant = await database.AddTenantAsync();
        await using var intake = await database.OpenAsync(DatabaseRole.Intake);
        await intake.BeginAsync(tenant);
        await intake.ShouldBeRefusedAsync($"{Insert(tenant)} {clause}");
        await intake.RollbackAsync();
        (await CountAsync(tenant)).ShouldBe(1);
    }

    [Fact]
    public async Task Has_one_privilege_on_one_table()
    {
        await using var intake = await database.OpenAsync(DatabaseRole.Intake);
        var granted = await intake.QueryAsync<string>(
            """
            SELECT format('%s.%s %s', n.nspname, c.relname, p)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
                 unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
            WHERE n.nspname IN ('tenancy', 'leads', 'identity', 'public') AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
              AND (has_table_privilege(c.oid, p) OR p IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') AND has_any_column_privilege(c.oid, p))
            """);
        granted.ShouldBe(["leads.leads INSERT"]);
    }

    // A lead cannot land in another tenant's stage, which the role cannot see either.
    [Fact]
    public async Task Puts_no_lead_into_another_tenants_stage()
    {
        var (mine, other) = (await database.AddTenantAsync(), await database.AddTenantAsync());
        var stage = (await database.Database.QueryAsync<Guid>($"SELECT id FROM leads.pipeline_stages WHERE tenant_id = '{other}'")).Single();
        await using var intake = await database.OpenAsync(DatabaseRole.Intake);
        var refused = await Should.ThrowAsync<Npgsql.PostgresException>(() => intake.ExecuteAsync(
            $"INSERT INTO leads.leads (tenant_id, id, stage_id, phone, status, created_at, updated_at) VALUES ('{mine}', gen_random_uuid(), '{stage}', '1', 'new', now(), now())"));
        refused.SqlState.ShouldBe(Npgsql.PostgresErrorCodes.ForeignKeyViolation);
    }

    private Task<long> CountAsync(Guid tenant) =>
        database.Database.QueryAsync<long>($"SELECT count(*) FROM leads.leads WHERE tenant_id = '{tenant}'").ContinueWith(t => t.Result.Single(), TaskScheduler.Default);

    private static string Insert(params Guid[] tenants) =>
        "INSERT INTO leads.leads (tenant_id, id, phone, status, created_at, updated_at) VALUES "
        + string.Join(", ", tenants.Select(t => $"('{t}', '{Guid.CreateVersion7()}', '1', 'new', now(), now())"));
}
