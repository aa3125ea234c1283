using System.Buffers.Text;
using System.Security.Cryptography;
using Volo.Abp.Domain.Repositories;
using Volo.Abp.Domain.Services;

namespace HrefCrm.Identity.Domain;

/// <summary>Makes invites.</summary>
public class InviteManager(IRepository<Invite, Guid> invites) : DomainService
{
    /// <summary>Invites somebody into a workspace.</summary>
    /// <param name="tenantId">The workspace's tenant.</param>
    /// <param name="email">Whom.</param>
    /// <param name="role">The role that the invite gives.</param>
    /// <param name="invitedBy">The member who invites; null for HREF.</param>
    /// <returns>The token for the link: 32 random bytes as base64url, which nothing holds any more.</returns>
    public async Task<string> CreateAsync(Guid tenantId, string email, WorkspaceRole role, Guid? invitedBy)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await invites.InsertAsync(new Invite(tenantId, GuidGenerator.Create(), email, token, role, invitedBy, Clock.Now));
        return token;
    }
}
