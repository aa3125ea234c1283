using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using HrefCrm.Tenancy.Domain;
using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Timing;

namespace HrefCrm.Tenancy.Directory;

/// <summary>
/// All tenants and keys, in memory, so that a miss is final and costs the database nothing. <see cref="TenantDirectoryRefresher"/> keeps it up to date;
/// what it holds is not trusted once it could not hear of changes for <see cref="MaxAge"/> (contract, "Keys over their life").
/// </summary>
[ExposeServices(typeof(IApiKeyStore), typeof(ITenantProfileStore), typeof(TenantDirectory))]
internal sealed class TenantDirectory(IClock clock) : IApiKeyStore, ITenantProfileStore, ISingletonDependency
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private static readonly StoredKey[] NoKeys = [new StoredKey(Guid.Empty, Guid.Empty, new byte[SHA256.HashSizeInBytes])];

    private readonly ConcurrentDictionary<string, TenantConfiguration> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Guid, TenantConfiguration> _byId = new();
    private readonly ConcurrentDictionary<Guid, TenantProfile> _profiles = new();
    private readonly ConcurrentDictionary<Guid, StoredKey[]> _keys = new();
    private readonly ConcurrentQueue<StoredKey> _used = new();
    private long _heardAt = -1;

    /// <summary>When the last complete look at the database began, as a <see cref="Stopwatch"/> timestamp.</summary>
    public void HeardAt(long timestamp) => Volatile.Write(ref _heardAt, timestamp);

    /// <summary>The tenant with a name, which is its slug in any case.</summary>
    public TenantConfiguration? Find(ReadOnlySpan<char> name)
    {
        EnsureFresh();
        return _byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var tenant) ? tenant : null;
    }

    public TenantConfiguration? Find(Guid id)
    {
        EnsureFresh();
        return _byId.GetValueOrDefault(id);
    }

    public IReadOnlyList<TenantConfiguration> GetAll()
    {
        EnsureFresh();
        return [.. _byId.Values];
    }

    public Guid? FindWorkingKey(Guid tenantId, string presented)
    {
        EnsureFresh();
        // A key is 48 ASCII characters; anything else is hashed as one that nobody has.
        Span<byte> text = stackalloc byte[ApiKeySecret.Length];
        text.Clear();
        if (presented.Length == ApiKeySecret.Length)
            Encoding.ASCII.GetBytes(presented, text);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);

        var now = clock.Now;
        StoredKey? found = null;
        foreach (var key in _keys.GetValueOrDefault(tenantId, NoKeys))
        {
            if (CryptographicOperations.FixedTimeEquals(key.Hash, hash) & key.WorksAt(now))
                found = key;
        }

        if (found is null)
            return null;
        if (found.NoteUse(now))
            _used.Enqueue(found);
        return found.Id;
    }

    /// <summary>The next key whose use at a new minute is not yet stored.</summary>
    public bool TryTakeUsed(out StoredKey key) => _used.TryDequeue(out key!);

    TenantProfile? ITenantProfileStore.Find(Guid id) => _profiles.GetValueOrDefault(id);

    public void Set(Guid id, string slug, TenantProfile profile, bool isActive)
    {
        _profiles[id] = profile;
        var tenant = new TenantConfiguration(id, profile.Name, slug.ToUpperInvariant()) { IsActive = isActive };
        _byName[tenant.NormalizedName] = tenant;
        _byId[id] = tenant;
    }

    public void SetKey(Guid tenantId, Guid id, byte[] hash, DateTime? endsAt)
    {
        var keys = _keys.GetValueOrDefault(tenantId, []);
        var known = Array.Find(keys, k => k.Id == id);
        if (known is null)
            _keys[tenantId] = [.. keys.Where(k => k.WorksAt(clock.Now)), new StoredKey(tenantId, id, hash) { EndsAt = endsAt }];
        else
            known.EndsAt = endsAt;
    }

    private void EnsureFresh()
    {
        var heardAt = Volatile.Read(ref _heardAt);
        if (heardAt < 0 || Stopwatch.GetElapsedTime(heardAt) > MaxAge)
            throw new TenantDirectoryStaleException();
    }
}

/// <summary>A key as the directory holds it.</summary>
internal sealed class StoredKey(Guid tenantId, Guid id, byte[] hash)
{
    private long _endsAt = long.MaxValue;
    private long _lastUsedMinute;

    public Guid TenantId => tenantId;

    public Guid Id => id;

    public byte[] Hash => hash;

    public DateTime? EndsAt
    {
        set => Volatile.Write(ref _endsAt, value?.Ticks ?? long.MaxValue);
    }

    public DateTime LastUsedAt => new(Volatile.Read(ref _lastUsedMinute) * TimeSpan.TicksPerMinute, DateTimeKind.Utc);

    public bool WorksAt(DateTime time) => time.Ticks < Volatile.Read(ref _endsAt);

    /// <summary>Notes a use; true for the first in its minute.</summary>
    public bool NoteUse(DateTime now)
    {
        var minute = now.Ticks / TimeSpan.TicksPerMinute;
        return Volatile.Read(ref _lastUsedMinute) != minute && Interlocked.Exchange(ref _lastUsedMinute, minute) != minute;
    }
}
