using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Identity.Invites;

/// <summary>
/// The two links to an invite. One is shown to whoever invites and has a random token. The other is in the mail alone and has the invite's id,
/// sealed: whoever brings it reads the mail of the address.
/// </summary>
public class InviteLinks(InviteManager invites, IDataProtectionProvider protection) : ITransientDependency
{
    private const int GuidSize = 16;

    private readonly IDataProtector _protector = protection.CreateProtector("HrefCrm.Identity.MailedInvite");

    /// <summary>Makes the link for the mail.</summary>
    public Uri CreateMailed(Guid tenantId, Guid inviteId, Uri workspace)
    {
        var token = Base64Url.EncodeToString(_protector.Protect([.. tenantId.ToByteArray(), .. inviteId.ToByteArray()]));
        return new Uri(workspace, $"/invite/{token}");
    }

    /// <summary>Finds a workspace's invite by the token of either link; null if there is none.</summary>
    public async Task<(Invite Invite, bool IsMailed)?> FindAsync(Guid tenantId, string token)
    {
        if (FindMailedId(tenantId, token) is { } id)
            return await invites.FindAsync(tenantId, id) is { } mailed ? (mailed, true) : null;
        return await invites.FindAsync(tenantId, token) is { } shown ? (shown, false) : null;
    }

    private Guid? FindMailedId(Guid tenantId, string token)
    {
        if (!Base64Url.IsValid(token))
            return null;
        try
        {
            var ids = _protector.Unprotect(Base64Url.DecodeFromChars(token)).AsSpan();
            return new Guid(ids[..GuidSize]) == tenantId ? new Guid(ids[GuidSize..]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
