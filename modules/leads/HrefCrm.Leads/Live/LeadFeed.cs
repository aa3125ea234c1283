using System.Collections.Concurrent;
using HrefCrm.PostgreSql.Following;
using HrefCrm.PostgreSql.Roles;
using Microsoft.Extensions.Logging;
using Npgsql;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Leads.Live;

/// <summary>Follows leads, their timelines and stages. It learns which, and nothing of what is in them: pages read that themselves, as who they are.</summary>
[ExposeServices(typeof(ILeadFeed), typeof(LeadFeed))]
internal sealed class LeadFeed(DatabaseConnections connections, ILogger<LeadFeed> logger) : TableFollower(connections, logger), ILeadFeed, ISingletonDependency
{
    private readonly ConcurrentDictionary<Guid, Listeners> _tenants = new();
    private readonly Dictionary<Guid, (HashSet<Guid> Leads, bool HasStages)> _changes = [];
    private bool _hasMissed;

    protected override string Work => "Following leads";

    protected override bool ReadsFromTheBeginning => false;

    // Nobody listens to most tenants, of which nothing is sent.
    protected override string Changes =>
        $"""
        SELECT tenant_id, id FROM leads.leads WHERE revision >= $1 AND tenant_id IN ({Listened})
        UNION ALL SELECT tenant_id, lead_id FROM leads.activities WHERE revision >= $1 AND tenant_id IN ({Listened})
        UNION ALL SELECT tenant_id, NULL FROM leads.pipeline_stages WHERE revision >= $1 AND tenant_id IN ({Listened})
        """;

    private string Listened => _tenants.IsEmpty ? "NULL" : string.Join(", ", _tenants.Keys.Select(id => $"'{id}'"));

    public IDisposable Listen(Guid tenantId, Action<LeadsChanged> listener)
    {
        while (true)
        {
            var listeners = _tenants.GetOrAdd(tenantId, _ => new Listeners());
            lock (listeners)
            {
                if (listeners.IsGone)
                    continue;
                listeners.All.Add(listener);
            }

            return new Listening(() => Leave(tenantId, listeners, listener));
        }
    }

    protected override void Apply(NpgsqlDataReader row)
    {
        var tenantId = row.GetGuid(0);
        if (!_changes.TryGetValue(tenantId, out var change))
            change = ([], false);
        if (row.IsDBNull(1))
            change.HasStages = true;
        else
            change.Leads.Add(row.GetGuid(1));
        _changes[tenantId] = change;
    }

    protected override void OnMissed() => _hasMissed = true;

    protected override void OnLooked()
    {
        foreach (var (tenantId, listeners) in _tenants)
        {
            var hasChanged = _changes.TryGetValue(tenantId, out var change);
            if (!hasChanged && !_hasMissed)
                continue;
            var said = new LeadsChanged(hasChanged ? change.Leads : new HashSet<Guid>(), change.HasStages, _hasMissed);
            foreach (var listener in listeners.Now())
                listener(said);
        }

        _changes.Clear();
        _hasMissed = false;
    }

    private void Leave(Guid tenantId, Listeners listeners, Action<LeadsChanged> listener)
    {
        lock (listeners)
        {
            listeners.All.Remove(listener);
            if (listeners.All.Count > 0 || listeners.IsGone)
                return;
            listeners.IsGone = true;
            _tenants.TryRemove(tenantId, out _);
        }
    }

    private sealed class Listeners
    {
        public List<Action<LeadsChanged>> All { get; } = [];

        public bool IsGone { get; set; }

        public List<Action<LeadsChanged>> Now()
        {
            lock (this)
                return [.. All];
        }
    }

    private sealed class Listening(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
