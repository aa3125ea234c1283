using System.Collections.Concurrent;
using HrefCrm.Leads.Leads;
using HrefCrm.PostgreSql.Following;
using HrefCrm.PostgreSql.Roles;
using Microsoft.Extensions.Logging;
using Npgsql;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Leads.Pipeline;

/// <summary>Every tenant's first active stage, in memory. Until the first look is done, a tenant's is looked up when its first lead comes.</summary>
[ExposeServices(typeof(IFirstStageProvider), typeof(FirstStageCache))]
internal sealed class FirstStageCache(DatabaseConnections connections, ILogger<FirstStageCache> logger)
    : TableFollower(connections, logger), IFirstStageProvider, ISingletonDependency
{
    private readonly ConcurrentDictionary<Guid, Guid?> _stages = new();

    protected override string Work => "Reading pipeline stages";

    protected override string Changes =>
        """
        SELECT DISTINCT ON (tenant_id) tenant_id, CASE type WHEN 'active' THEN id END FROM leads.pipeline_stages
        WHERE tenant_id IN (SELECT tenant_id FROM leads.pipeline_stages WHERE revision >= $1)
        ORDER BY tenant_id, type = 'active' DESC, sort_order, id
        """;

    public ValueTask<Guid?> GetAsync(Guid tenantId) =>
        _stages.TryGetValue(tenantId, out var stageId) ? new(stageId) : new(ReloadAsync(tenantId));

    public async Task<Guid?> ReloadAsync(Guid tenantId)
    {
        try
        {
            // In turn, so that it cannot put back what a newer look has replaced.
            await InTurnAsync((connection, _) => ReadAsync(connection, tenantId), CancellationToken.None);
            return _stages[tenantId];
        }
        catch (Exception e)
        {
            throw new IntakeUnavailableException("The tenant's stages could not be read.", e);
        }
    }

    protected override void Apply(NpgsqlDataReader row) => _stages[row.GetGuid(0)] = row.IsDBNull(1) ? null : row.GetGuid(1);

    private async Task ReadAsync(NpgsqlConnection connection, Guid tenantId)
    {
        await using var command = new NpgsqlCommand(
            "SELECT id FROM leads.pipeline_stages WHERE tenant_id = $1 AND type = 'active' ORDER BY sort_order, id LIMIT 1", connection)
        {
            Parameters = { new() { Value = tenantId } },
        };
        _stages[tenantId] = await command.ExecuteScalarAsync() as Guid?;
    }
}
