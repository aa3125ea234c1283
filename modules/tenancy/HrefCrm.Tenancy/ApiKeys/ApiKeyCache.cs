using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using HrefCrm.PostgreSql.Following;
using HrefCrm.PostgreSql.Roles;
using HrefCrm.Tenancy.Tenants;
using Microsoft.Extensions.Logging;
using Npgsql;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Timing;

namespace HrefCrm.Tenancy.ApiKeys;

/// <summary>
/// All working keys, in memory. As <see cref="TenantCache"/>, it is not trusted once it could not hear of changes.
/// </summary>
[ExposeServices(typeof(IApiKeyStore), typeof(ApiKeyCache))]
internal sealed class ApiKeyCache(DatabaseConnections connections, ApiKeyUses uses, IClock clock, ILogger<ApiKeyCache> logger)
    : TableFollower(connections, logger), IApiKeyStore, ISingletonDependency
{
    private static readonly CachedKey[] NoKeys = [new CachedKey(Guid.Empty, Guid.Empty, new byte[SHA256.HashSizeInBytes])];

    private readonly ConcurrentDictionary<Guid, CachedKey[]> _keys = new();

    protected override string Work => "Reading API keys";

    // A revocation holds at once, even where this host's clock is behind that of whoever revoked.
    protected override string Changes =>
        "SELECT tenant_id, id, hash, CASE WHEN revoked_at IS NULL THEN ends_at ELSE '-infinity' END FROM tenancy.api_keys WHERE revision >= $1";

    public Guid? FindWorkingKey(Guid tenantId, string presented)
    {
        if (!HasHeardWithin(TenantCache.MaxAge))
            throw new TenantCacheStaleException();
        return Find(tenantId, presented);
    }

    /// <summary>The same from what is known, however old.</summary>
    public Guid? Find(Guid tenantId, string presented)
    {
        // A key is 48 ASCII characters; anything else is hashed as one that nobody has.
        Span<byte> text = stackalloc byte[ApiKeySecret.Length];
        text.Clear();
        if (presented.Length == ApiKeySecret.Length)
            Encoding.ASCII.GetBytes(presented, text);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);

        var now = clock.Now;
        CachedKey? found = null;
        foreach (var key in _keys.GetValueOrDefault(tenantId, NoKeys))
        {
            if (CryptographicOperations.FixedTimeEquals(key.Hash, hash) & key.WorksAt(now))
                found = key;
        }

        if (found is null)
            return null;
        if (found.NoteUse(now))
            uses.Add(found);
        return found.Id;
    }

    public void Set(Guid tenantId, Guid id, byte[] hash, DateTime? endsAt)
    {
        var keys = _keys.GetValueOrDefault(tenantId, []);
        var known = Array.Find(keys, k => k.Id == id);
        if (known is null)
            _keys[tenantId] = [.. keys.Where(k => k.WorksAt(clock.Now)), new CachedKey(tenantId, id, hash) { EndsAt = endsAt }];
        else
            known.EndsAt = endsAt;
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // The first look is awaited, so that a host that listens knows its keys.
        await TryPollAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override void Apply(NpgsqlDataReader row) =>
        Set(row.GetGuid(0), row.GetGuid(1), row.GetFieldValue<byte[]>(2), row.IsDBNull(3) ? null : row.GetDateTime(3));
}
