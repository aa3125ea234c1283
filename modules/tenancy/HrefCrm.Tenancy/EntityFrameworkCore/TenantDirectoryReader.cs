using HrefCrm.Tenancy.Directory;
using Npgsql;
using NpgsqlTypes;
using Volo.Abp.Data;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Tenancy.EntityFrameworkCore;

/// <summary>
/// Follows changes by the transaction that made them: a row's <c>revision</c> is the id of the transaction that wrote it, and whatever was not yet
/// committed at the last look has an id at or above that look's <c>pg_snapshot_xmin</c>. So nothing is missed, and a row read twice does no harm.
/// </summary>
internal sealed class TenantDirectoryReader(IConnectionStringResolver connectionStrings) : ISingletonDependency
{
    private ulong _readBelow;

    public async Task ReadChangesAsync(TenantDirectory directory, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        var from = new NpgsqlParameter<ulong> { TypedValue = _readBelow, NpgsqlDbType = NpgsqlDbType.Xid8 };
        // The next cursor is read first: what the later statements see beyond it is read again next time.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_snapshot_xmin(pg_current_snapshot())"));
        const string tenants = "SELECT id, slug, suspended_at IS NULL, name, tagline, primary_colour FROM tenancy.tenants WHERE revision >= $1";
        batch.BatchCommands.Add(new NpgsqlBatchCommand(tenants) { Parameters = { from } });
        // A revocation holds at once, even where this host's clock is behind that of whoever revoked.
        const string keys =
            "SELECT tenant_id, id, hash, CASE WHEN revoked_at IS NULL THEN ends_at ELSE '-infinity' END FROM tenancy.api_keys WHERE revision >= $1";
        batch.BatchCommands.Add(new NpgsqlBatchCommand(keys) { Parameters = { from.Clone() } });

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var next = reader.GetFieldValue<ulong>(0);

        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var profile = new TenantProfile(reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetString(5));
            directory.Set(reader.GetGuid(0), reader.GetString(1), profile, reader.GetBoolean(2));
        }

        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            directory.SetKey(reader.GetGuid(0), reader.GetGuid(1), reader.GetFieldValue<byte[]>(2), reader.IsDBNull(3) ? null : reader.GetDateTime(3));

        _readBelow = next;
    }

    public async Task WriteUsesAsync(TenantDirectory directory, CancellationToken cancellationToken)
    {
        var used = new List<StoredKey>();
        while (directory.TryTakeUsed(out var key))
            used.Add(key);
        if (used.Count == 0)
            return;

        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            UPDATE tenancy.api_keys k SET last_used_at = u.used_at
            FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) u (tenant_id, id, used_at)
            WHERE k.tenant_id = u.tenant_id AND k.id = u.id AND (k.last_used_at IS NULL OR k.last_used_at < u.used_at)
            """,
            connection)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = used.ConvertAll(k => k.TenantId) },
                new NpgsqlParameter { Value = used.ConvertAll(k => k.Id) },
                new NpgsqlParameter { Value = used.ConvertAll(k => k.LastUsedAt) },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(await connectionStrings.ResolveAsync(TenancyDbContext.SystemConnectionStringName));
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
