using HrefCrm.Tenancy.Audit;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Cli;

/// <summary>What is done here is done at the terminal.</summary>
internal sealed class TerminalAuditOrigin : IAuditOrigin, ISingletonDependency
{
    public string Address => "terminal";
}
