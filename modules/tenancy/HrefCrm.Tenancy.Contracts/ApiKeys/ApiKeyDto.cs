using Volo.Abp.Application.Dtos;

namespace HrefCrm.Tenancy.ApiKeys;

/// <summary>What may be shown of an API key. Times are UTC.</summary>
public class ApiKeyDto : EntityDto<Guid>
{
    /// <summary>What every key begins with.</summary>
    public string Prefix { get; init; } = ApiKeyConsts.Prefix;

    /// <summary>The key's last four characters.</summary>
    public required string LastFour { get; init; }

    /// <summary>When it was made.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was last used, to the minute; null if never.</summary>
    public DateTime? LastUsedAt { get; init; }

    /// <summary>When it stops, or stopped, working; null while no end is set.</summary>
    public DateTime? EndsAt { get; init; }

    /// <summary>Whether it was revoked, rather than left to end.</summary>
    public bool IsRevoked { get; init; }
}
