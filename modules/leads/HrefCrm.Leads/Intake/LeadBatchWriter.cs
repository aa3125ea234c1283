using System.Diagnostics;
using HrefCrm.Leads.Leads;
using HrefCrm.PostgreSql.Roles;
using Microsoft.Extensions.Logging;
using Npgsql;
using Volo.Abp;

namespace HrefCrm.Leads.Intake;

/// <summary>
/// Writes leads on a connection of its own and answers their callers. While the database is away it tries again; a row that is refused is found by halving.
/// </summary>
/// <param name="connections">Gives the intake's connection.</param>
/// <param name="lockTimeout">How long a try may wait for what somebody else has locked.</param>
/// <param name="stages">Tells where a lead goes whose stage has gone.</param>
/// <param name="options">How long a lead is tried to be written.</param>
/// <param name="logger">Says what was refused.</param>
internal sealed class LeadBatchWriter(
    DatabaseConnections connections, TimeSpan lockTimeout, IFirstStageProvider stages, LeadsOptions options, ILogger logger) : IAsyncDisposable
{
    public const int MaxBatch = 256;

    private const int AnswersPerThread = 16;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);
    private static readonly List<PendingLead> None = [];

    private readonly LeadInsert _insert = new(connections, options.WriteTimeout, lockTimeout);

    /// <summary>Writes at least one lead.</summary>
    /// <returns>Those that somebody's lock keeps from being written: they are not, and wait for their answer.</returns>
    public async Task<List<PendingLead>> WriteAsync(List<PendingLead> batch)
    {
        while (true)
        {
            try
            {
                await _insert.ExecuteAsync(batch.ConvertAll(p => p.Lead), again: batch.Exists(p => p.MayBeStored));
                Answer(batch);
                return None;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                return batch;
            }
            catch (PostgresException e) when (IsFaultOfARow(e))
            {
                return await WriteApartAsync(batch, e);
            }
            catch (Exception e)
            {
                // Whether this try was committed may be unknown; writing the same ids again settles it.
                await _insert.DisconnectAsync();
                if (Stopwatch.GetElapsedTime(batch[0].TakenAt) < options.WriteTimeout)
                {
                    batch.ForEach(p => p.MayBeStored = true);
                    await Task.Delay(RetryDelay);
                    continue;
                }

                logger.LogError(e, "{Count} leads could not be written and were refused.", batch.Count);
                foreach (var pending in batch)
                    pending.SetException(new IntakeUnavailableException("The database could not be reached.", e));
                return None;
            }
        }
    }

    public ValueTask DisposeAsync() => _insert.DisposeAsync();

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
    private async Task<List<PendingLead>> WriteApartAsync(List<PendingLead> batch, PostgresException fault)
    {
        if (batch.Count > 1)
        {
            var half = batch.Count / 2;
            return [.. await WriteAsync(batch[..half]), .. await WriteAsync(batch[half..])];
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
                return None;
            }

            return await WriteAsync(batch);
        }

        logger.LogError("A lead was refused by the database with SQLSTATE {SqlState}.", fault.SqlState);
        pending.SetException(new AbpException("The database refused the lead."));
        return None;
    }

    private static bool IsFaultOfARow(PostgresException e) => e.SqlState is ['2', '2' or '3', ..];
}
