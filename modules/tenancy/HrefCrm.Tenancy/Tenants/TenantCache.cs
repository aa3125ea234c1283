using System.Collections.Concurrent;
using HrefCrm.PostgreSql.Following;
using HrefCrm.PostgreSql.Roles;
using Microsoft.Extensions.Logging;
using Npgsql;
using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Tenancy.Tenants;

/// <summary>
/// All tenants, in memory, so that a miss is final and costs the database nothing. It is not trusted once it could not hear of changes for
/// <see cref="MaxAge"/> (contract, "Keys over their life").
/// </summary>
[ExposeServices(typeof(ITenantProfileStore), typeof(TenantCache))]
internal sealed class TenantCache(DatabaseConnections connections, ILogger<TenantCache> logger)
    : TableFollower(connections, logger), ITenantProfileStore, ISingletonDependency
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, TenantConfiguration> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Guid, TenantConfiguration> _byId = new();
    private readonly ConcurrentDictionary<Guid, TenantProfile> _profiles = new();

    protected override string Work => "Reading tenants";

    protected override string Changes =>
        "SELECT id, slug, suspended_at IS NULL, name, tagline, primary_colour FROM tenancy.tenants WHERE revision >= $1";

    /// <summary>The tenant with a name, which is its slug in any case.</summary>
    public TenantConfiguration? Find(ReadOnlySpan<char> name)
    {
        EnsureFresh();
        return _byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var tenant) ? tenant : null;
    }

    public TenantConfiguration? Find(Guid id)
    {
        EnsureFresh();
        return _byId.GetValueOrDefault(id);
    }

    public IReadOnlyList<TenantConfiguration> GetAll()
    {
        EnsureFresh();
        return [.. _byId.Values];
    }

    /// <summary>Reads at once what has been committed. Where nothing follows the tenants, as in the CLI, nothing is to be read.</summary>
    public Task RefreshAsync() => HasHeardWithin(TimeSpan.MaxValue) ? TryPollAsync(CancellationToken.None) : Task.CompletedTask;

    TenantProfile? ITenantProfileStore.Find(Guid id) => _profiles.GetValueOrDefault(id);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // The first look is awaited, so that a host that listens knows its tenants.
        await TryPollAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override void Apply(NpgsqlDataReader row)
    {
        var id = row.GetGuid(0);
        var profile = new TenantProfile(row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetString(5));
        var tenant = new TenantConfiguration(id, profile.Name, row.GetString(1).ToUpperInvariant()) { IsActive = row.GetBoolean(2) };
        _profiles[id] = profile;
        _byName[tenant.NormalizedName] = tenant;
        _byId[id] = tenant;
    }

    private void EnsureFresh()
    {
        if (!HasHeardWithin(MaxAge))
            throw new TenantCacheStaleException();
    }
}
