using HrefCrm.PostgreSql.Roles;
using Npgsql;

namespace HrefCrm.Database.Tests;

/// <summary>What these tests do with a migrated database.</summary>
public static class MigratedDatabaseExtensions
{
    /// <summary>Connects as the product does in a role.</summary>
    public static async Task<Session> OpenAsync(this MigratedDatabase migrated, DatabaseRole role)
    {
        var connection = new NpgsqlConnection(new DatabaseConnections(migrated.Configuration).StringOf(role));
        await connection.OpenAsync();
        return new Session(connection);
    }

    /// <summary>Makes a tenant with one row in each table, past all security.</summary>
    public static async Task<Guid> AddTenantAsync(this MigratedDatabase migrated)
    {
        var tenant = Guid.NewGuid();
        await migrated.Database.ExecuteAsync(
            $"""
            INSERT INTO tenancy.tenants (id, slug, name, primary_colour, created_at, updated_at)
              VALUES ('{tenant}', 't-{tenant:N}', 'A tenant', '#000000', now(), now());
            INSERT INTO tenancy.api_keys (tenant_id, id, hash, last_four, created_at, created_by)
              VALUES ('{tenant}', gen_random_uuid(), decode(repeat('00', 32), 'hex'), 'abcd', now(), 'test');
            INSERT INTO leads.pipeline_stages (tenant_id, id, name, colour, sort_order, type)
              VALUES ('{tenant}', gen_random_uuid(), 'New', '#000000', 1, 'active');
            INSERT INTO leads.leads (tenant_id, id, email, status, created_at, updated_at)
              VALUES ('{tenant}', gen_random_uuid(), 'lead@example.com', 'new', now(), now());
            INSERT INTO leads.lead_index (tenant_id, lead_id, status, created_at, is_binned, search) SELECT tenant_id, id, status, created_at, false, email FROM leads.leads WHERE tenant_id = '{tenant}';
            INSERT INTO leads.activities (tenant_id, lead_id, id, kind, at) SELECT tenant_id, id, gen_random_uuid(), 'note', now() FROM leads.leads WHERE tenant_id = '{tenant}';
            INSERT INTO leads.tasks (tenant_id, lead_id, id, title, created_at) SELECT tenant_id, id, gen_random_uuid(), 'Ring', now() FROM leads.leads WHERE tenant_id = '{tenant}';
            INSERT INTO leads.index_blocked SELECT tenant_id, id FROM leads.leads WHERE tenant_id = '{tenant}';
            INSERT INTO leads.settings VALUES ('{tenant}', 'US', 60);
            INSERT INTO identity.people (id, is_staff, email, created_at, security_stamp, access_failed_count, two_factor_enabled, authenticator_step, recovery_codes)
              VALUES ('{tenant}', false, '{tenant:N}@example.com', now(), '', 0, false, 0, array[]::text[]);
            INSERT INTO identity.memberships (tenant_id, id, person_id, role, joined_at)
              VALUES ('{tenant}', gen_random_uuid(), '{tenant}', 'admin', now());
            INSERT INTO identity.invites (tenant_id, id, email, token_hash, role, created_at, expires_at)
              VALUES ('{tenant}', gen_random_uuid(), 'a@example.com', decode(repeat('00', 32), 'hex'), 'admin', now(), now());
            """);
        return tenant;
    }
}

/// <summary>A connection in a role, in a transaction or not.</summary>
public sealed class Session(NpgsqlConnection connection) : IAsyncDisposable
{
    public const string TenantTables = "tenancy.api_keys leads.pipeline_stages leads.leads leads.lead_index leads.activities leads.tasks leads.settings leads.lead_counts leads.lead_stats leads.index_blocked identity.memberships identity.invites";

    public Task BeginAsync() => ExecuteAsync("BEGIN");

    /// <summary>Begins a transaction within a tenant, as the product does.</summary>
    public async Task BeginAsync(Guid tenant)
    {
        await BeginAsync();
        await SetTenantAsync(tenant.ToString());
    }

    public Task SetTenantAsync(string value) => ExecuteAsync($"SELECT set_config('hrefcrm.tenant_id', '{value}', true)");

    public Task CommitAsync() => ExecuteAsync("COMMIT");

    public Task RollbackAsync() => ExecuteAsync("ROLLBACK");

    /// <summary>Executes a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public async Task<int> ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Reads the first column.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync())
            values.Add(await reader.GetFieldValueAsync<T>(0));
        return values;
    }

    public Task<List<Guid>> TenantsOfAsync(string table) => QueryAsync<Guid>($"SELECT DISTINCT tenant_id FROM {table}");

    /// <summary>Expects PostgreSQL to refuse a statement for want of a privilege or by a policy.</summary>
    public async Task ShouldBeRefusedAsync(string sql) =>
        (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(sql), sql)).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}

/// <summary>The tables of which each row belongs to a tenant.</summary>
public sealed class TenantTables : TheoryData<string>
{
    public TenantTables() => AddRange(Session.TenantTables.Split(' '));
}
