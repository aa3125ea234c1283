namespace HrefCrm.Identity.Team;

/// <summary>Somebody was invited by the member who is signed in; handlers work in the same unit of work.</summary>
/// <param name="TenantId">Into which workspace.</param>
/// <param name="Email">Whom.</param>
public record MemberInvitedEvent(Guid TenantId, string Email);

/// <summary>An invite was taken back by the member who is signed in; handlers work in the same unit of work.</summary>
/// <param name="TenantId">Of which workspace.</param>
/// <param name="Email">Whom it was for.</param>
public record InviteRevokedEvent(Guid TenantId, string Email);

/// <summary>A member was removed by the member who is signed in; handlers work in the same unit of work.</summary>
/// <param name="TenantId">From which workspace.</param>
/// <param name="PersonId">Whose account it is.</param>
/// <param name="Email">Whom.</param>
public record MemberRemovedEvent(Guid TenantId, Guid PersonId, string Email);
