using Volo.Abp.Application.Dtos;

namespace HrefCrm.Tenancy.Audit;

/// <summary>Who did what, when, and from where.</summary>
public class AuditEntryDto : EntityDto<Guid>
{
    /// <summary>When (UTC).</summary>
    public DateTime At { get; init; }

    /// <summary>What.</summary>
    public AuditAction Action { get; init; }

    /// <summary>Who: a person's e-mail address, or a user at the terminal.</summary>
    public required string Actor { get; init; }

    /// <summary>From where: an IP address, or <c>terminal</c>; null if it was not known.</summary>
    public string? FromAddress { get; init; }

    /// <summary>What more there is to say; null for nothing. Never a secret.</summary>
    public string? Detail { get; init; }

    /// <summary>The slug of the tenant that it is about; null if it is about none.</summary>
    public string? TenantSlug { get; init; }

    /// <summary>That tenant's display name.</summary>
    public string? TenantName { get; init; }
}
