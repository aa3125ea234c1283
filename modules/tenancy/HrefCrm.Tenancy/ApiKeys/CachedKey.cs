namespace HrefCrm.Tenancy.ApiKeys;

/// <summary>A key as <see cref="ApiKeyCache"/> holds it.</summary>
internal sealed class CachedKey(Guid tenantId, Guid id, byte[] hash)
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
