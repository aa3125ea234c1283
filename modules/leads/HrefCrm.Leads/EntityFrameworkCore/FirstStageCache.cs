using System.Collections.Concurrent;
using HrefCrm.Leads.Domain;
using HrefCrm.Leads.Intake;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Volo.Abp.Data;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Leads.EntityFrameworkCore;

/// <summary>
/// Every tenant's first active stage, in memory. Follows changes by the transaction that made them: a row's <c>revision</c> is its writer's id, and
/// whatever was not yet committed at the last look has an id at or above that look's <c>pg_snapshot_xmin</c>.
/// </summary>
[ExposeServices(typeof(IFirstStageProvider), typeof(FirstStageCache))]
internal sealed class FirstStageCache(IConnectionStringResolver connectionStrings, ILogger<FirstStageCache> logger)
    : BackgroundService, IFirstStageProvider, ISingletonDependency
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<Guid, Guid?> _stages = new();
    private ulong _readBelow;
    private bool _failing;

    public ValueTask<Guid?> GetAsync(Guid tenantId) =>
        _stages.TryGetValue(tenantId, out var stageId) ? new(stageId) : new(ReloadAsync(tenantId));

    public async Task<Guid?> ReloadAsync(Guid tenantId)
    {
        try
        {
            await using var connection = await OpenAsync(CancellationToken.None);
            await using var command = new NpgsqlCommand(
                "SELECT id FROM leads.pipeline_stages WHERE tenant_id = $1 AND type = 'active' ORDER BY sort_order, id LIMIT 1", connection)
            {
                Parameters = { new() { Value = tenantId } },
            };
            var stageId = await command.ExecuteScalarAsync() as Guid?;
            _stages[tenantId] = stageId;
            return stageId;
        }
        catch (Exception e)
        {
            throw new IntakeUnavailableException("The tenant's stages could not be read.", e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            // Nobody waits for the first look: until it is done, a tenant's stage is looked up when its first lead comes.
            do
                await RefreshAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadChangesAsync(cancellationToken);
            if (_failing)
                logger.LogInformation("Changes to pipeline stages are heard of again.");
            _failing = false;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_failing)
                logger.LogError(e, "Changes to pipeline stages cannot be read; trying again until they can.");
            _failing = true;
        }
    }

    private async Task ReadChangesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_snapshot_xmin(pg_current_snapshot())"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            SELECT DISTINCT ON (tenant_id) tenant_id, CASE type WHEN 'active' THEN id END FROM leads.pipeline_stages
            WHERE tenant_id IN (SELECT tenant_id FROM leads.pipeline_stages WHERE revision >= $1)
            ORDER BY tenant_id, type = 'active' DESC, sort_order, id
            """)
        {
            Parameters = { new NpgsqlParameter<ulong> { TypedValue = _readBelow, NpgsqlDbType = NpgsqlDbType.Xid8 } },
        });

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var next = reader.GetFieldValue<ulong>(0);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            _stages[reader.GetGuid(0)] = reader.IsDBNull(1) ? null : reader.GetGuid(1);
        _readBelow = next;
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(await connectionStrings.ResolveAsync(LeadsDbContext.SystemConnectionStringName));
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
