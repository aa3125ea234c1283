using System.Diagnostics;
using System.Threading.Channels;
using HrefCrm.Leads.Leads;
using HrefCrm.PostgreSql.Roles;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Volo.Abp;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Leads.Intake;

/// <summary>
/// Group commit: leads that wait at the same moment are written by one insert, and each caller is answered after it. Who comes while a connection
/// is idle writes at once, on its own thread; who comes while all are at work is taken along by the next to finish. What was taken into the queue is
/// written before the process ends.
/// </summary>
public sealed class LeadIntakeWriter : IHostedService, ISingletonDependency
{
    private const int MaxBatch = 256;
    private const int AnswersPerThread = 16;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly IFirstStageProvider _stages;
    private readonly LeadsOptions _options;
    private readonly ILogger<LeadIntakeWriter> _logger;
    private readonly Channel<PendingLead> _queue;
    private readonly Channel<LeadInsert> _idle = Channel.CreateUnbounded<LeadInsert>();

    /// <summary>Connects to nothing yet.</summary>
    public LeadIntakeWriter(
        DatabaseConnections connections, IFirstStageProvider stages, IOptions<LeadsOptions> options, ILogger<LeadIntakeWriter> logger)
    {
        (_stages, _options, _logger) = (stages, options.Value, logger);
        _queue = Channel.CreateBounded<PendingLead>(_options.QueueCapacity);
        for (var i = 0; i < _options.Writers; i++)
            _idle.Writer.TryWrite(new LeadInsert(connections.SourceOf(DatabaseRole.Intake), _options.WriteTimeout));
    }

    private bool HasWaiting => _queue.Reader.TryPeek(out _);

    /// <summary>Stores a lead. A stage that has gone meanwhile is replaced by the tenant's first active one.</summary>
    /// <returns>When the lead is durably committed.</returns>
    /// <exception cref="IntakeUnavailableException">It was not stored, as far as can be known.</exception>
    public Task WriteAsync(Lead lead)
    {
        var pending = new PendingLead(lead);
        if (!_queue.Writer.TryWrite(pending))
            return Task.FromException(new IntakeUnavailableException("Too many leads wait to be written."));
        return _idle.Reader.TryRead(out var insert) ? WriteAtOnceAsync(insert, pending) : pending.Task;
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        for (var i = 0; i < _options.Writers; i++)
        {
            await using var insert = await _idle.Reader.ReadAsync(cancellationToken);
            await WriteQueueAsync(insert);
        }
    }

    private async Task WriteAtOnceAsync(LeadInsert insert, PendingLead own)
    {
        await WriteNextAsync(insert);
        Release(insert);
        await own.Task; // it may be in the other connection's batch
    }

    // Goes on with who waits, without keeping the lead that was just written from its answer.
    private void Release(LeadInsert insert)
    {
        var next = insert;
        do
        {
            if (HasWaiting)
            {
                ThreadPool.UnsafeQueueUserWorkItem(
                    static async work =>
                    {
                        await work.Self.WriteQueueAsync(work.Insert);
                        work.Self.Release(work.Insert);
                    },
                    (Self: this, Insert: next),
                    preferLocal: false);
                return;
            }

            _idle.Writer.TryWrite(next);
        }
        while (HasWaiting && _idle.Reader.TryRead(out next)); // somebody may have come when none seemed idle
    }

    private async Task WriteQueueAsync(LeadInsert insert)
    {
        while (HasWaiting)
            await WriteNextAsync(insert);
    }

    private async Task WriteNextAsync(LeadInsert insert)
    {
        var batch = new List<PendingLead>();
        while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var pending))
            batch.Add(pending);
        if (batch.Count > 0)
            await WriteBatchAsync(insert, batch, Stopwatch.GetTimestamp(), again: false);
    }

    private async Task WriteBatchAsync(LeadInsert insert, List<PendingLead> batch, long began, bool again)
    {
        while (true)
        {
            try
            {
                await insert.ExecuteAsync(batch.ConvertAll(p => p.Lead), again);
                Answer(batch);
                return;
            }
            catch (PostgresException e) when (IsFaultOfARow(e))
            {
                await WriteApartAsync(insert, batch, began, again, e);
                return;
            }
            catch (Exception e)
            {
                // Whether this try was committed may be unknown; writing the same ids again settles it.
                await insert.DisconnectAsync();
                if (Stopwatch.GetElapsedTime(began) < _options.WriteTimeout)
                {
                    again = true;
                    await Task.Delay(RetryDelay);
                    continue;
                }

                _logger.LogError(e, "{Count} leads could not be written and were refused.", batch.Count);
                foreach (var pending in batch)
                    pending.SetException(new IntakeUnavailableException("The database could not be reached.", e));
                return;
            }
        }
    }

    // Answering a few on one thread costs far less than waking one for each, and still uses all cores for many.
    private static void Answer(List<PendingLead> written)
    {
        if (written.Count == 1)
        {
            written[0].SetResult();
            return;
        }

        foreach (var some in written.Chunk(AnswersPerThread))
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static pending =>
                {
                    foreach (var one in pending)
                        one.SetResult();
                },
                some,
                preferLocal: false);
        }
    }

    // One poisoned row must not fail its neighbours: halve until it stands alone.
    private async Task WriteApartAsync(LeadInsert insert, List<PendingLead> batch, long began, bool again, PostgresException fault)
    {
        if (batch.Count > 1)
        {
            var half = batch.Count / 2;
            await WriteBatchAsync(insert, batch[..half], began, again);
            await WriteBatchAsync(insert, batch[half..], began, again);
            return;
        }

        var pending = batch[0];
        if (fault.SqlState == PostgresErrorCodes.ForeignKeyViolation && !pending.WasMoved)
        {
            try
            {
                pending.MoveTo(await _stages.ReloadAsync(pending.Lead.TenantId!.Value));
            }
            catch (IntakeUnavailableException e)
            {
                pending.SetException(e);
                return;
            }

            await WriteBatchAsync(insert, batch, began, again);
            return;
        }

        _logger.LogError("A lead was refused by the database with SQLSTATE {SqlState}.", fault.SqlState);
        pending.SetException(new AbpException("The database refused the lead."));
    }

    private static bool IsFaultOfARow(PostgresException e) => e.SqlState is ['2', '2' or '3', ..];

    private sealed class PendingLead(Lead lead) : TaskCompletionSource
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
