using HrefCrm.Identity;
using HrefCrm.Identity.Invites;
using HrefCrm.Tenancy.Provisioning;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Composition;

/// <summary>A new tenant's first admin is invited into its workspace.</summary>
internal sealed class AdminInviter(InviteManager invites) : IAdminInviter, ITransientDependency
{
    public async Task<Uri?> InviteAsync(Guid tenantId, Uri workspace, string email) =>
        (await invites.CreateAsync(tenantId, workspace, email, WorkspaceRole.Admin, invitedBy: null)).Link;
}
