using Volo.Abp.Application.Dtos;

namespace HrefCrm.Tenancy.Tenants;

/// <summary>A tenant as HREF's own side sees it.</summary>
public class TenantDto : EntityDto<Guid>
{
    /// <summary>The label before the base domain; never changes.</summary>
    public required string Slug { get; init; }

    /// <summary>Display name.</summary>
    public required string Name { get; init; }

    /// <summary>Address of its workspace.</summary>
    public required Uri Url { get; init; }

    /// <summary>When it was suspended (UTC); null while it is active.</summary>
    public DateTime? SuspendedAt { get; init; }

    /// <summary>When it was provisioned (UTC).</summary>
    public DateTime CreatedAt { get; init; }
}
