using Volo.Abp.DependencyInjection;

namespace HrefCrm.Tenancy.Audit;

[Dependency(TryRegister = true)]
[ExposeServices(typeof(IAuditOrigin))]
internal sealed class UnknownAuditOrigin : IAuditOrigin, ISingletonDependency
{
    public string? Address => null;
}
