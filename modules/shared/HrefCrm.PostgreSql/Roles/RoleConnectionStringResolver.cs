using Volo.Abp.Data;
using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.PostgreSql.Roles;

/// <summary>
/// Chooses the database role of a unit of work: <see cref="DatabaseRole.App"/> within a tenant, <see cref="DatabaseRole.System"/> outside any. All modules
/// share one database, so they share a unit of work's transaction.
/// </summary>
[Dependency(ReplaceServices = true)]
[ExposeServices(typeof(IConnectionStringResolver))]
internal sealed class RoleConnectionStringResolver(DatabaseConnections connections, ICurrentTenant currentTenant)
    : IConnectionStringResolver, ITransientDependency
{
    public Task<string> ResolveAsync(string? connectionStringName = null) =>
        Task.FromResult(connections.StringOf(currentTenant.Id is null ? DatabaseRole.System : DatabaseRole.App));

    [Obsolete("Use ResolveAsync method.")]
    public string Resolve(string? connectionStringName = null) => ResolveAsync(connectionStringName).Result;
}
