using System.Collections.Concurrent;
using HrefCrm.PostgreSql.Following;
using HrefCrm.PostgreSql.Roles;
using Microsoft.Extensions.Logging;
using Npgsql;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Tenancy.ApiKeys;

/// <summary>
/// Stores when keys were last used, apart from <see cref="ApiKeyCache"/>: whoever writes may have to wait for somebody, which hearing of changes must not.
/// A key whose row somebody has locked is passed over and tried again.
/// </summary>
internal sealed class ApiKeyUses(DatabaseConnections connections, ILogger<ApiKeyUses> logger)
    : PollingService(TimeSpan.FromMilliseconds(250), logger), ISingletonDependency
{
    private readonly ConcurrentQueue<CachedKey> _used = new();

    protected override string Work => "Storing when API keys were used";

    /// <summary>Takes a key that has just been used.</summary>
    public void Add(CachedKey key) => _used.Enqueue(key);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // Requests have ended; what they used last is stored as well.
        await TryPollAsync(cancellationToken);
    }

    protected override async Task PollAsync(CancellationToken cancellationToken)
    {
        var used = new Dictionary<Guid, CachedKey>();
        while (_used.TryDequeue(out var key))
            used[key.Id] = key;
        if (used.Count == 0)
            return;
        try
        {
            foreach (var id in await StoreAsync([.. used.Values], cancellationToken))
                used.Remove(id);
        }
        finally
        {
            foreach (var key in used.Values)
                _used.Enqueue(key);
        }
    }

    // Returns whose rows were free.
    private async Task<List<Guid>> StoreAsync(List<CachedKey> used, CancellationToken cancellationToken)
    {
        await using var command = connections.SourceOf(DatabaseRole.System).CreateCommand(
            """
            WITH free AS MATERIALIZED (
              SELECT k.tenant_id, k.id, u.used_at
              FROM tenancy.api_keys k JOIN unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) u (tenant_id, id, used_at)
                ON k.tenant_id = u.tenant_id AND k.id = u.id
              FOR NO KEY UPDATE OF k SKIP LOCKED),
            stored AS (
              UPDATE tenancy.api_keys k SET last_used_at = f.used_at FROM free f
              WHERE k.tenant_id = f.tenant_id AND k.id = f.id AND (k.last_used_at IS NULL OR k.last_used_at < f.used_at))
            SELECT id FROM free
            """);
        command.CommandTimeout = 5;
        command.Parameters.Add(new NpgsqlParameter { Value = used.ConvertAll(k => k.TenantId) });
        command.Parameters.Add(new NpgsqlParameter { Value = used.ConvertAll(k => k.Id) });
        command.Parameters.Add(new NpgsqlParameter { Value = used.ConvertAll(k => k.LastUsedAt) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var stored = new List<Guid>();
        while (await reader.ReadAsync(cancellationToken))
            stored.Add(reader.GetGuid(0));
        return stored;
    }
}
