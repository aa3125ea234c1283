using System.Diagnostics;
using HrefCrm.Leads.EntityFrameworkCore;
using HrefCrm.Leads.Leads;
using HrefCrm.PostgreSql.Following;
using HrefCrm.PostgreSql.Roles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Volo.Abp.DependencyInjection;
using Volo.Abp.EntityFrameworkCore;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Uow;

namespace HrefCrm.Leads.Indexing;

/// <summary>
/// Sees to it that leads which the intake has committed can be found and counted within a moment. One host at a time does it for the whole installation,
/// from where the last one came to. It knows which leads there are, and reads their content tenant by tenant.
/// </summary>
internal sealed class LeadIndexer(DatabaseConnections connections, IServiceScopeFactory scopes, ICurrentTenant currentTenant, ILogger<LeadIndexer> logger)
    : PollingService(TimeSpan.FromMilliseconds(200), logger), ISingletonDependency
{
    private const int BatchSize = 1000;

    // How much longer it rests than it works while there is more to do: a flood of leads is taken in first, and indexed behind it.
    private const int Rest = 4;

    // The order of the index is that of commits: whatever is below a snapshot's xmin is there, and nothing comes before it any more.
    private const string Next =
        """
        SELECT l.tenant_id, l.id, l.revision FROM (SELECT * FROM leads.index_progress FOR UPDATE SKIP LOCKED) p CROSS JOIN LATERAL (
            SELECT tenant_id, id, revision FROM leads.leads
            WHERE (revision, tenant_id, id) > (p.revision, p.after_tenant, p.after_lead) AND revision < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY revision, tenant_id, id LIMIT $1) l
        """;

    protected override string Work => "Indexing leads";

    protected override async Task PollAsync(CancellationToken cancellationToken)
    {
        await IndexBlockedAsync(cancellationToken);
        while (true)
        {
            var began = Stopwatch.GetTimestamp();
            if (await IndexNextAsync(cancellationToken) < BatchSize)
                return;
            await Task.Delay(Rest * Stopwatch.GetElapsedTime(began), cancellationToken);
        }
    }

    private async Task<int> IndexNextAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.SourceOf(DatabaseRole.System).OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var leads = await ReadAsync(new NpgsqlCommand(Next, connection) { Parameters = { new() { Value = BatchSize } } }, cancellationToken);
        if (leads is not [.., var last])
            return 0;

        foreach (var tenant in leads.GroupBy(l => l.Tenant, l => l.Lead))
        {
            if (await TryIndexAsync(tenant.Key, [.. tenant]))
                continue;
            await using var blocked = new NpgsqlCommand("INSERT INTO leads.index_blocked SELECT $1, unnest($2) ON CONFLICT DO NOTHING", connection)
            {
                Parameters = { new() { Value = tenant.Key }, new() { Value = tenant.ToArray() } },
            };
            await blocked.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var progress = new NpgsqlCommand("UPDATE leads.index_progress SET revision = $1, after_tenant = $2, after_lead = $3", connection)
        {
            Parameters = { new() { Value = last.Revision, NpgsqlDbType = NpgsqlDbType.Xid8 }, new() { Value = last.Tenant }, new() { Value = last.Lead } },
        };
        await progress.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return leads.Count;
    }

    // What somebody had locked when its turn came is tried again until it is there.
    private async Task IndexBlockedAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.SourceOf(DatabaseRole.System).OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var leads = await ReadAsync(
            new NpgsqlCommand($"SELECT tenant_id, lead_id, '0'::xid8 FROM leads.index_blocked ORDER BY tenant_id, lead_id LIMIT {BatchSize} FOR UPDATE SKIP LOCKED", connection),
            cancellationToken);
        foreach (var tenant in leads.GroupBy(l => l.Tenant, l => l.Lead))
        {
            if (!await TryIndexAsync(tenant.Key, [.. tenant]))
                continue;
            await using var done = new NpgsqlCommand("DELETE FROM leads.index_blocked WHERE tenant_id = $1 AND lead_id = ANY($2)", connection)
            {
                Parameters = { new() { Value = tenant.Key }, new() { Value = tenant.ToArray() } },
            };
            await done.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<List<(Guid Tenant, Guid Lead, ulong Revision)>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var leads = new List<(Guid, Guid, ulong)>();
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                leads.Add((reader.GetGuid(0), reader.GetGuid(1), reader.GetFieldValue<ulong>(2)));
        }

        return leads;
    }

    // Waits for nobody's lock: what one tenant does stops no other.
    private async Task<bool> TryIndexAsync(Guid tenantId, List<Guid> leadIds)
    {
        using var scope = scopes.CreateScope();
        using var tenant = currentTenant.Change(tenantId);
        using var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWorkManager>().Begin(requiresNew: true, isTransactional: true);
        try
        {
            var dbContext = await scope.ServiceProvider.GetRequiredService<IDbContextProvider<LeadsDbContext>>().GetDbContextAsync();
            await dbContext.Database.ExecuteSqlRawAsync("SET LOCAL lock_timeout = '100ms'");
            var country = (await scope.ServiceProvider.GetRequiredService<LeadManager>().GetSettingsAsync()).Country;
            await scope.ServiceProvider.GetRequiredService<ILeadRepository>().IndexAsync(leadIds, country);
            await unitOfWork.CompleteAsync();
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }
}
