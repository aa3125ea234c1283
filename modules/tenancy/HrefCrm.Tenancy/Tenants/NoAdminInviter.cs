using Volo.Abp.DependencyInjection;

namespace HrefCrm.Tenancy.Tenants;

[Dependency(TryRegister = true)]
[ExposeServices(typeof(IAdminInviter))]
internal sealed class NoAdminInviter : IAdminInviter, ISingletonDependency
{
    public Task<AdminInvite?> InviteAsync(Guid tenantId, Uri workspace, string email) => Task.FromResult<AdminInvite?>(null);
}
