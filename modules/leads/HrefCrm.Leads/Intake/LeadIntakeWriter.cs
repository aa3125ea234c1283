using System.Diagnostics;
using System.Threading.Channels;
using HrefCrm.Leads.Leads;
using HrefCrm.PostgreSql.Roles;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Leads.Intake;

/// <summary>
/// Group commit: leads that wait at the same moment are written by one insert, and each caller is answered after it. Who comes while a connection
/// is idle writes at once, on its own thread; who comes while all are at work is taken along by the next to finish. What was taken into the queue is
/// written before the process ends.
/// </summary>
public sealed class LeadIntakeWriter : IHostedService, ISingletonDependency
{
    // A batch that waits for somebody's lock keeps all tenants waiting; a tenant alone, just the others whom somebody has locked as well.
    private static readonly TimeSpan LockTimeout = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BlockedLockTimeout = TimeSpan.FromMilliseconds(100);

    private readonly LeadsOptions _options;
    private readonly Channel<PendingLead> _queue;
    private readonly Channel<LeadBatchWriter> _idle = Channel.CreateUnbounded<LeadBatchWriter>();
    private readonly LeadBatchWriter _blockedWriter;
    private readonly BlockedLeads _blocked;

    /// <summary>Connects to nothing yet.</summary>
    public LeadIntakeWriter(
        DatabaseConnections connections, IFirstStageProvider stages, IOptions<LeadsOptions> options, ILogger<LeadIntakeWriter> logger)
    {
        _options = options.Value;
        _queue = Channel.CreateBounded<PendingLead>(_options.QueueCapacity);
        for (var i = 0; i < _options.Writers; i++)
            _idle.Writer.TryWrite(Create(LockTimeout));
        _blockedWriter = Create(BlockedLockTimeout);
        _blocked = new BlockedLeads(_blockedWriter, _options, logger);

        LeadBatchWriter Create(TimeSpan lockTimeout) => new(connections, lockTimeout, stages, _options, logger);
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
        return _idle.Reader.TryRead(out var writer) ? WriteAtOnceAsync(writer, pending) : pending.Task;
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        for (var i = 0; i < _options.Writers; i++)
        {
            await using var writer = await _idle.Reader.ReadAsync(cancellationToken);
            await WriteQueueAsync(writer);
        }

        await using (_blockedWriter)
            await _blocked.EndAsync().WaitAsync(cancellationToken);
    }

    private async Task WriteAtOnceAsync(LeadBatchWriter writer, PendingLead own)
    {
        await WriteNextAsync(writer);
        Release(writer);
        await own.Task; // it may be in another connection's batch
    }

    // Goes on with who waits, without keeping the lead that was just written from its answer.
    private void Release(LeadBatchWriter writer)
    {
        var next = writer;
        do
        {
            if (HasWaiting)
            {
                ThreadPool.UnsafeQueueUserWorkItem(
                    static async work =>
                    {
                        await work.Self.WriteQueueAsync(work.Writer);
                        work.Self.Release(work.Writer);
                    },
                    (Self: this, Writer: next),
                    preferLocal: false);
                return;
            }

            _idle.Writer.TryWrite(next);
        }
        while (HasWaiting && _idle.Reader.TryRead(out next)); // somebody may have come when none seemed idle
    }

    private async Task WriteQueueAsync(LeadBatchWriter writer)
    {
        while (HasWaiting)
            await WriteNextAsync(writer);
    }

    private async Task WriteNextAsync(LeadBatchWriter writer)
    {
        var now = Stopwatch.GetTimestamp();
        var batch = new List<PendingLead>();
        while (batch.Count < LeadBatchWriter.MaxBatch && _queue.Reader.TryRead(out var pending))
        {
            pending.TakenAt = now;
            if (!_blocked.TryJoin(pending))
                batch.Add(pending);
        }

        if (batch.Count > 0 && await writer.WriteAsync(batch) is { Count: > 0 } blocked)
            _blocked.Add(blocked);
    }
}
