using Volo.Abp.DependencyInjection;

namespace HrefCrm.Tenancy.Provisioning;

[Dependency(TryRegister = true)]
[ExposeServices(typeof(IAdminInviter))]
internal sealed class NoAdminInviter : IAdminInviter, ISingletonDependency
{
    public Task<Uri?> InviteAsync(Guid tenantId, Uri workspace, string email) => Task.FromResult<Uri?>(null);
}
