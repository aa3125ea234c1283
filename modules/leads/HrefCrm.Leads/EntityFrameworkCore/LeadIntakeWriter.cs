using System.Diagnostics;
using System.Threading.Channels;
using HrefCrm.Leads.Domain;
using HrefCrm.Leads.Intake;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Volo.Abp;
using Volo.Abp.Data;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Leads.EntityFrameworkCore;

/// <summary>
/// Group commit: leads that wait at the same moment are written by one insert, and each caller is answered after it. A lead that comes alone is
/// written at once. What was taken into the queue is written before the process ends.
/// </summary>
[ExposeServices(typeof(ILeadWriter), typeof(LeadIntakeWriter))]
internal sealed class LeadIntakeWriter(
    IConnectionStringResolver connectionStrings,
    IFirstStageProvider stages,
    IOptions<LeadsOptions> options,
    ILogger<LeadIntakeWriter> logger) : ILeadWriter, IHostedService, ISingletonDependency
{
    private const int Writers = 2;
    private const int MaxBatch = 256;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly Channel<PendingLead> _queue = Channel.CreateBounded<PendingLead>(options.Value.QueueCapacity);
    private Task _writers = Task.CompletedTask;

    public Task WriteAsync(Lead lead)
    {
        var pending = new PendingLead(lead);
        return _queue.Writer.TryWrite(pending)
            ? pending.Task
            : Task.FromException(new IntakeUnavailableException("Too many leads wait to be written."));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writers = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(WriteQueueAsync, CancellationToken.None)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await _writers.WaitAsync(cancellationToken);
    }

    private async Task WriteQueueAsync()
    {
        await using var insert = new LeadInsert(connectionStrings);
        var batch = new List<PendingLead>(MaxBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var pending))
                batch.Add(pending);
            if (batch.Count > 0)
                await WriteBatchAsync(insert, batch, Stopwatch.GetTimestamp());
            batch.Clear();
        }
    }

    private async Task WriteBatchAsync(LeadInsert insert, IReadOnlyList<PendingLead> batch, long began)
    {
        while (true)
        {
            try
            {
                await insert.ExecuteAsync([.. batch.Select(p => p.Lead)]);
                foreach (var pending in batch)
                    pending.SetResult();
                return;
            }
            catch (PostgresException e) when (IsFaultOfARow(e))
            {
                await WriteApartAsync(insert, batch, began, e);
                return;
            }
            catch (Exception e)
            {
                // Whether this try was committed may be unknown; writing the same ids again settles it.
                await insert.DisconnectAsync();
                if (Stopwatch.GetElapsedTime(began) < options.Value.WriteTimeout)
                {
                    await Task.Delay(RetryDelay);
                    continue;
                }

                logger.LogError(e, "{Count} leads could not be written and were refused.", batch.Count);
                foreach (var pending in batch)
                    pending.SetException(new IntakeUnavailableException("The database could not be reached.", e));
                return;
            }
        }
    }

    // One poisoned row must not fail its neighbours: halve until it stands alone.
    private async Task WriteApartAsync(LeadInsert insert, IReadOnlyList<PendingLead> batch, long began, PostgresException fault)
    {
        if (batch.Count > 1)
        {
            var half = batch.Count / 2;
            await WriteBatchAsync(insert, [.. batch.Take(half)], began);
            await WriteBatchAsync(insert, [.. batch.Skip(half)], began);
            return;
        }

        var pending = batch[0];
        if (fault.SqlState == PostgresErrorCodes.ForeignKeyViolation && !pending.WasMoved)
        {
            try
            {
                pending.MoveTo(await stages.ReloadAsync(pending.Lead.TenantId!.Value));
            }
            catch (IntakeUnavailableException e)
            {
                pending.SetException(e);
                return;
            }

            await WriteBatchAsync(insert, batch, began);
            return;
        }

        logger.LogError("A lead was refused by the database with SQLSTATE {SqlState}.", fault.SqlState);
        pending.SetException(new AbpException("The database refused the lead."));
    }

    private static bool IsFaultOfARow(PostgresException e) => e.SqlState is ['2', '2' or '3', ..];

    private sealed class PendingLead(Lead lead) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Lead Lead => lead;

        public bool WasMoved { get; private set; }

        public void MoveTo(Guid? stageId)
        {
            WasMoved = true;
            lead.MoveTo(stageId);
        }
    }
}
