using HrefCrm.Identity.EntityFrameworkCore;
using HrefCrm.Leads.EntityFrameworkCore;
using HrefCrm.Tenancy.EntityFrameworkCore;
using Volo.Abp.Data;
using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Composition.Database;

/// <summary>
/// Chooses the database role: the modules' named connections have their own; besides, work within a tenant is done as <see cref="DatabaseRole.App"/>,
/// and work outside any tenant as <see cref="DatabaseRole.System"/>. All modules share one database, so they share a unit of work's transaction.
/// </summary>
[Dependency(ReplaceServices = true)]
[ExposeServices(typeof(IConnectionStringResolver))]
internal sealed class RoleConnectionStringResolver(DatabaseConnections connections, ICurrentTenant currentTenant)
    : IConnectionStringResolver, ITransientDependency
{
    public Task<string> ResolveAsync(string? connectionStringName = null) => Task.FromResult(connections.Of(connectionStringName switch
    {
        LeadsDbContext.IntakeConnectionStringName => DatabaseRole.Intake,
        LeadsDbContext.SystemConnectionStringName or TenancyDbContext.SystemConnectionStringName
            or IdentityDbContext.SystemConnectionStringName => DatabaseRole.System,
        _ => currentTenant.Id is null ? DatabaseRole.System : DatabaseRole.App,
    }));

    [Obsolete("Use ResolveAsync method.")]
    public string Resolve(string? connectionStringName = null) => ResolveAsync(connectionStringName).Result;
}
