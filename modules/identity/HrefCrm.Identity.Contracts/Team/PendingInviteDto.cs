using Volo.Abp.Application.Dtos;

namespace HrefCrm.Identity.Team;

/// <summary>An invite that can still be accepted.</summary>
public class PendingInviteDto : EntityDto<Guid>
{
    /// <summary>Whom it is for.</summary>
    public required string Email { get; init; }

    /// <summary>The role that it gives.</summary>
    public WorkspaceRole Role { get; init; }

    /// <summary>When it stops being good (UTC).</summary>
    public DateTime ExpiresAt { get; init; }
}
