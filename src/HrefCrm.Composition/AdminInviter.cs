using HrefCrm.Identity.Invites;
using HrefCrm.Tenancy.Tenants;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Composition;

/// <summary>A tenant's first admin is invited into its workspace.</summary>
internal sealed class AdminInviter(InviteManager invites) : IAdminInviter, ITransientDependency
{
    public async Task<AdminInvite?> InviteAsync(Guid tenantId, Uri workspace, string email)
    {
        var (invite, link) = await invites.InviteAdminAsync(tenantId, workspace, email);
        return new AdminInvite(link, invite.MailDueAt is not null);
    }
}
