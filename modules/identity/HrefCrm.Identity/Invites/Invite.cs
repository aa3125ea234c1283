using System.Security.Cryptography;
using System.Text;
using HrefCrm.Identity.People;
using Volo.Abp.Domain.Entities;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Identity.Invites;

/// <summary>
/// An invitation into a workspace: good once, for seven days, for whoever holds its token. Kept after acceptance. Times are UTC.
/// </summary>
public class Invite : BasicAggregateRoot<Guid>, IMultiTenant
{
    /// <summary>How long an invite is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>The least time between two mails of it.</summary>
    public static readonly TimeSpan MailPause = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public Guid? TenantId { get; private set; }

    /// <summary>Whom it is for: an e-mail address, lower-cased.</summary>
    public string Email { get; private set; } = null!;

    /// <summary>SHA-256 of the token, which is not stored.</summary>
    public byte[] TokenHash { get; private set; } = null!;

    /// <summary>The role it gives.</summary>
    public WorkspaceRole Role { get; private set; }

    /// <summary>Who made it; null for HREF.</summary>
    public Guid? InvitedBy { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When it stops being good.</summary>
    public DateTime ExpiresAt { get; private set; }

    /// <summary>When it was accepted; null while it was not.</summary>
    public DateTime? AcceptedAt { get; private set; }

    /// <summary>Who accepted it; null while nobody did.</summary>
    public Guid? AcceptedBy { get; private set; }

    /// <summary>When it was taken back; null if it was not.</summary>
    public DateTime? RevokedAt { get; private set; }

    /// <summary>When a mail with a link to it is due; null for none.</summary>
    public DateTime? MailDueAt { get; private set; }

    /// <summary>When a link to it was last mailed; null if never.</summary>
    public DateTime? MailedAt { get; private set; }

    /// <summary>Makes an invite.</summary>
    public Invite(Guid tenantId, Guid id, string email, string token, WorkspaceRole role, Guid? invitedBy, DateTime now)
        : base(id)
    {
        TenantId = tenantId;
        Email = Person.NormalizeEmail(email);
        TokenHash = HashToken(token);
        Role = role;
        InvitedBy = invitedBy;
        CreatedAt = now;
        ExpiresAt = now + Lifetime;
    }

    private Invite()
    {
    }

    /// <summary>The SHA-256 of a token.</summary>
    public static byte[] HashToken(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>What has become of it.</summary>
    public InviteState StateAt(DateTime now) => this switch
    {
        { AcceptedAt: not null } => InviteState.Accepted,
        { RevokedAt: not null } => InviteState.Revoked,
        _ => now < ExpiresAt ? InviteState.Pending : InviteState.Expired,
    };

    /// <summary>Uses it up.</summary>
    public void Accept(Guid personId, DateTime now)
    {
        AcceptedBy = personId;
        AcceptedAt = now;
    }

    /// <summary>Has a link mailed, unless one was within the last minute or is about to be.</summary>
    public void Mail(DateTime now)
    {
        if (MailDueAt is null ? !(MailedAt > now - MailPause) : MailDueAt > now + MailPause)
            MailDueAt = now;
    }

    /// <summary>Takes it back.</summary>
    public void Revoke(DateTime now) => RevokedAt ??= now;
}
