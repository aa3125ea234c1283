using Volo.Abp.Domain.Entities;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Tenancy.ApiKeys;

/// <summary>A key to a tenant's API: its hash and its life. Times are UTC.</summary>
public class ApiKey : BasicAggregateRoot<Guid>, IMultiTenant
{
    /// <inheritdoc />
    public Guid? TenantId { get; private set; }

    /// <summary>SHA-256 of the key.</summary>
    public byte[] Hash { get; private set; } = null!;

    /// <summary>The key's last four characters, to tell keys apart by.</summary>
    public string LastFour { get; private set; } = null!;

    /// <summary>When it was made.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>Who made it.</summary>
    public string CreatedBy { get; private set; } = null!;

    /// <summary>When it stops working; null while no end is set.</summary>
    public DateTime? EndsAt { get; private set; }

    /// <summary>When it was revoked; null if it was not.</summary>
    public DateTime? RevokedAt { get; private set; }

    /// <summary>When it was last used, to the minute; null if never.</summary>
    public DateTime? LastUsedAt { get; private set; }

    /// <summary>Makes a key that works at once and has no end.</summary>
    public ApiKey(Guid tenantId, Guid id, string secret, string createdBy, DateTime now)
        : base(id)
    {
        TenantId = tenantId;
        Hash = ApiKeySecret.Hash(secret);
        LastFour = secret[^4..];
        CreatedBy = createdBy;
        CreatedAt = now;
    }

    private ApiKey()
    {
    }

    /// <summary>Sets an end, unless the key has an earlier one already.</summary>
    public void EndBy(DateTime time)
    {
        if (EndsAt is null || EndsAt > time)
            EndsAt = time;
    }

    /// <summary>Ends the key now.</summary>
    public void Revoke(DateTime now)
    {
        RevokedAt ??= now;
        EndBy(now);
    }
}
