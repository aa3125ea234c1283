using System.Security.Cryptography;
using System.Text;
using Volo.Abp.Domain.Entities;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Identity.Domain;

/// <summary>An invitation into a workspace: good once, for seven days, for whoever holds its token. Kept after acceptance. Times are UTC.</summary>
public class Invite : BasicAggregateRoot<Guid>, IMultiTenant
{
    /// <summary>How long an invite is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

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

    /// <summary>Makes an invite.</summary>
    public Invite(Guid tenantId, Guid id, string email, string token, WorkspaceRole role, Guid? invitedBy, DateTime now)
        : base(id)
    {
        TenantId = tenantId;
        Email = email.Trim().ToLowerInvariant();
        TokenHash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        Role = role;
        InvitedBy = invitedBy;
        CreatedAt = now;
        ExpiresAt = now + Lifetime;
    }

    private Invite()
    {
    }
}
