using HrefCrm.Identity.Sessions;
using HrefCrm.Tenancy.Audit;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Host;

/// <summary>What is done here is done from where the person is.</summary>
internal sealed class ClientAuditOrigin(ClientAddress client) : IAuditOrigin, ISingletonDependency
{
    public string? Address => client.Value;
}
