using HrefCrm.Leads.Leads;
using HrefCrm.PostgreSql.Following;
using HrefCrm.PostgreSql.Roles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Timing;
using Volo.Abp.Uow;

namespace HrefCrm.Leads.Indexing;

/// <summary>Draws the counts of tenants together whose leads have changed, so that few rows are added up when they are read.</summary>
internal sealed class CountCompactor(DatabaseConnections connections, IServiceScopeFactory scopes, ICurrentTenant currentTenant, ILogger<CountCompactor> logger)
    : PollingService(TimeSpan.FromSeconds(20), logger), ISingletonDependency
{
    private const string Changed =
        """
        SELECT tenant_id FROM leads.leads WHERE revision >= $1 UNION SELECT tenant_id FROM leads.activities WHERE revision >= $1
        """;

    private ulong _readBelow = ulong.MaxValue;

    protected override string Work => "Drawing counts together";

    protected override async Task PollAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.SourceOf(DatabaseRole.System).OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                // One host at a time.
                new NpgsqlBatchCommand("SELECT pg_snapshot_xmin(pg_current_snapshot()), pg_try_advisory_xact_lock(hashtext('hrefcrm counts'))"),
                new NpgsqlBatchCommand(Changed) { Parameters = { new() { Value = _readBelow, NpgsqlDbType = NpgsqlDbType.Xid8 } } },
            },
        };
        var tenants = new List<Guid>();
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            _readBelow = reader.GetFieldValue<ulong>(0);
            if (!reader.GetBoolean(1))
                return;
            await reader.NextResultAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                tenants.Add(reader.GetGuid(0));
        }

        foreach (var tenantId in tenants)
            await CompactAsync(tenantId);
    }

    private async Task CompactAsync(Guid tenantId)
    {
        using var scope = scopes.CreateScope();
        using var tenant = currentTenant.Change(tenantId);
        using var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWorkManager>().Begin(requiresNew: true, isTransactional: true);
        await scope.ServiceProvider.GetRequiredService<ILeadRepository>().CompactCountsAsync(scope.ServiceProvider.GetRequiredService<IClock>().Now);
        await unitOfWork.CompleteAsync();
    }
}
