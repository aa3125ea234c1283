using HrefCrm.PostgreSql.Roles;
using Npgsql;

namespace HrefCrm.Database.Tests;

/// <summary>The role of signed-in people: the rows of the tenant that the transaction was told, and no other.</summary>
public class AppRoleTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    [Fact]
    public async Task Every_table_with_a_tenant_is_tried() =>
        (await database.Database.QueryAsync<string>(
            """
            SELECT n.nspname || '.' || c.relname
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE a.attname = 'tenant_id' AND a.attnotnull AND c.relkind IN ('r', 'p') AND c.relrowsecurity
            """)).ShouldBe(Session.TenantTables.Split(' '), ignoreOrder: true);

    [Theory]
    [ClassData(typeof(TenantTables))]
    public async Task Sees_the_rows_of_its_tenant_alone(string table)
    {
        var (mine, _) = (await database.AddTenantAsync(), await database.AddTenantAsync());
        await using var app = await database.OpenAsync(DatabaseRole.App);
        await app.BeginAsync(mine);
        (await app.TenantsOfAsync(table)).ShouldBe([mine]);
    }

    [Theory]
    [ClassData(typeof(TenantTables))]
    public async Task Sees_nothing_without_a_tenant(string table)
    {
        await database.AddTenantAsync();
        await using var app = await database.OpenAsync(DatabaseRole.App);
        (await app.TenantsOfAsync(table)).ShouldBeEmpty();

        await app.BeginAsync();
        await app.SetTenantAsync("");
        (await app.TenantsOfAsync(table)).ShouldBeEmpty();
    }

    // A pooled connection goes from one tenant's transaction to the next.
    [Theory]
    [ClassData(typeof(TenantTables))]
    public async Task Forgets_the_tenant_with_the_transaction(string table)
    {
        var tenants = new[] { await database.AddTenantAsync(), await database.AddTenantAsync() };
        await using var app = await database.OpenAsync(DatabaseRole.App);
        foreach (var tenant in tenants)
        {
            await app.BeginAsync(tenant);
            (await app.TenantsOfAsync(table)).ShouldBe([tenant]);
            await app.CommitAsync();
            (await app.TenantsOfAsync(table)).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("%")]
    public async Task Sees_nothing_by_a_tenant_that_is_none(string value)
    {
        await database.AddTenantAsync();
        await using var app = await database.OpenAsync(DatabaseRole.App);
        await app.BeginAsync();
        await app.SetTenantAsync(value);
        List<Guid> seen;
        try
        {
            seen = await app.TenantsOfAsync("leads.leads");
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidTextRepresentation)
        {
            seen = [];
        }

        seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("leads.leads", "INSERT INTO leads.leads (tenant_id, id, phone, status, created_at, updated_at) VALUES ('{0}', gen_random_uuid(), '1', 'new', now(), now())")]
    [InlineData("leads.pipeline_stages", "INSERT INTO leads.pipeline_stages (tenant_id, id, name, colour, sort_order, type) VALUES ('{0}', gen_random_uuid(), 'X', '#000000', 2, 'active')")]
    [InlineData("identity.invites", "INSERT INTO identity.invites (tenant_id, id, email, token_hash, role, created_at, expires_at) VALUES ('{0}', gen_random_uuid(), 'b@example.com', '\\x01', 'admin', now(), now())")]
    [InlineData("tenancy.api_keys", "INSERT INTO tenancy.api_keys (tenant_id, id, hash, last_four, created_at, created_by, ends_at) VALUES ('{0}', gen_random_uuid(), '\\x01', 'abcd', now(), 'x', now())")]
    public async Task Writes_the_rows_of_its_tenant_alone(string table, string insert)
    {
        var (mine, other) = (await database.AddTenantAsync(), await database.AddTenantAsync());
        await using var app = await database.OpenAsync(DatabaseRole.App);

        await app.BeginAsync(mine);
        (await app.ExecuteAsync(string.Format(insert, mine))).ShouldBe(1);
        await app.CommitAsync();

        await app.BeginAsync(mine);
        await app.ShouldBeRefusedAsync(string.Format(insert, other));
        await app.RollbackAsync();

        await app.BeginAsync();
        await app.ShouldBeRefusedAsync(string.Format(insert, mine));
        await app.RollbackAsync();

        (await database.Database.QueryAsync<long>($"SELECT count(*) FROM {table} WHERE tenant_id = '{mine}'")).ShouldBe([2]);
        (await database.Database.QueryAsync<long>($"SELECT count(*) FROM {table} WHERE tenant_id = '{other}'")).ShouldBe([1]);
    }

    [Theory]
    [ClassData(typeof(TenantTables))]
    public async Task Changes_no_row_of_another_tenant(string table)
    {
        var (mine, other) = (await database.AddTenantAsync(), await database.AddTenantAsync());
        await using var app = await database.OpenAsync(DatabaseRole.App);

        await app.BeginAsync(mine);
        await app.ShouldBeRefusedAsync($"UPDATE {table} SET tenant_id = '{other}'");
        await app.RollbackAsync();

        // Whatever it may change or delete at all, it changes and deletes among its own rows.
        var (own, others) = (await CountAsync(mine), await CountAsync(other));
        own.ShouldBeGreaterThan(0);
        foreach (var statement in new[] { $"UPDATE {table} SET tenant_id = tenant_id", $"DELETE FROM {table}" })
        {
            await app.BeginAsync(mine);
            try
            {
                (await app.ExecuteAsync(statement)).ShouldBe((int)own);
            }
            catch (PostgresException e)
            {
                e.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
            }

            await app.CommitAsync();
        }

        (await CountAsync(other)).ShouldBe(others);

        async Task<long> CountAsync(Guid tenant) => (await database.Database.QueryAsync<long>($"SELECT count(*) FROM {table} WHERE tenant_id = '{tenant}'")).Single();
    }

    [Fact]
    public async Task Changes_a_lead_of_its_tenant()
    {
        var mine = await database.AddTenantAsync();
        await using var app = await database.OpenAsync(DatabaseRole.App);
        await app.BeginAsync(mine);
        (await app.ExecuteAsync("UPDATE leads.leads SET status = 'open'")).ShouldBe(1);
        await app.CommitAsync();
        (await database.Database.QueryAsync<string>($"SELECT status FROM leads.leads WHERE tenant_id = '{mine}'")).ShouldBe(["open"]);
    }

    [Fact]
    public async Task Cannot_step_out_of_its_role()
    {
        await using var app = await database.OpenAsync(DatabaseRole.App);
        await app.ShouldBeRefusedAsync("ALTER TABLE leads.leads DISABLE ROW LEVEL SECURITY");
        await app.ShouldBeRefusedAsync("CREATE TABLE leads.mine (id int)");
        await app.ShouldBeRefusedAsync("TRUNCATE leads.leads");
    }

    // An operator may give a login of its own, a member of the role; its policies hold for it as well.
    [Fact]
    public async Task A_login_of_the_role_is_bound_by_it()
    {
        var (mine, _) = (await database.AddTenantAsync(), await database.AddTenantAsync());
        var login = $"test_{Guid.NewGuid():N}";
        await database.Database.ExecuteAsync($"CREATE ROLE {login} LOGIN IN ROLE hrefcrm_app");
        try
        {
            var own = new NpgsqlConnectionStringBuilder(database.Database.ConnectionString) { Username = login, Pooling = false };
            await using var connection = new NpgsqlConnection(own.ConnectionString);
            await connection.OpenAsync();
            await using var app = new Session(connection);
            (await app.TenantsOfAsync("leads.leads")).ShouldBeEmpty();
            await app.BeginAsync(mine);
            (await app.TenantsOfAsync("leads.leads")).ShouldBe([mine]);
        }
        finally
        {
            await database.Database.ExecuteAsync($"DROP ROLE {login}");
        }
    }
}
