using System.Diagnostics;
using HrefCrm.PostgreSql.Roles;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace HrefCrm.PostgreSql.Following;

/// <summary>
/// Keeps memory up to date with committed rows, four times a second. A row's <c>revision</c> is the id of the transaction that wrote it last. Whatever was
/// not committed at the last look has an id at or above that look's <c>pg_snapshot_xmin</c>, so nothing is missed, and a row read twice does no harm.
/// </summary>
/// <param name="connections">Gives the connection, which works as <see cref="DatabaseRole.System"/> and is kept.</param>
/// <param name="logger">Says when the tables cannot be read.</param>
public abstract class TableFollower(DatabaseConnections connections, ILogger logger) : PollingService(TimeSpan.FromMilliseconds(250), logger)
{
    private const int TimeoutInSeconds = 3;

    private readonly SemaphoreSlim _turn = new(1);
    private NpgsqlConnection? _connection;
    private DateTime _serverStartedAt;
    private ulong _readBelow;
    private long _heardAt = -1;

    /// <summary>Selects the rows whose <c>revision</c> is <c>$1</c> or above, or what follows from them.</summary>
    protected abstract string Changes { get; }

    /// <summary>Takes one row of <see cref="Changes"/> over into memory.</summary>
    protected abstract void Apply(NpgsqlDataReader row);

    /// <summary>
    /// Whether memory holds what the tables hold, so that a new connection reads them from the beginning. Else it goes on from now, and tells of it by
    /// <see cref="OnMissed"/>.
    /// </summary>
    protected virtual bool ReadsFromTheBeginning => true;

    /// <summary>Told when changes may have gone unseen.</summary>
    protected virtual void OnMissed()
    {
    }

    /// <summary>Told when all changes of one look were applied.</summary>
    protected virtual void OnLooked()
    {
    }

    /// <summary>Whether a complete look at the database began less than a time ago.</summary>
    public bool HasHeardWithin(TimeSpan age)
    {
        var heardAt = Volatile.Read(ref _heardAt);
        return heardAt >= 0 && Stopwatch.GetElapsedTime(heardAt) <= age;
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await LeaveAsync();
    }

    /// <summary>Reads what has changed since the last look.</summary>
    protected override Task PollAsync(CancellationToken cancellationToken) => InTurnAsync(ReadChangesAsync, cancellationToken);

    /// <summary>Works on the kept connection while nothing else does, so that what is read later also reaches memory later.</summary>
    protected async Task InTurnAsync(Func<NpgsqlConnection, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await work(_connection ??= await ConnectAsync(cancellationToken), cancellationToken);
        }
        catch
        {
            await LeaveAsync();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ReadChangesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        // A server that keeps silent is left before what is known of it is too old.
        await using var batch = new NpgsqlBatch(connection) { Timeout = TimeoutInSeconds };
        var isFirst = _readBelow == 0;
        // The next cursor is read first: what the later statement sees beyond it is read again next time.
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"{DatabaseConnections.IsReadOnly}, pg_snapshot_xmin(pg_current_snapshot()), pg_postmaster_start_time()"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Changes)
        {
            Parameters = { new NpgsqlParameter<ulong> { TypedValue = isFirst && !ReadsFromTheBeginning ? ulong.MaxValue : _readBelow, NpgsqlDbType = NpgsqlDbType.Xid8 } },
        });

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        DatabaseConnections.ThrowIfReadOnly(reader.GetBoolean(0));
        var next = reader.GetFieldValue<ulong>(1);
        var serverStartedAt = reader.GetDateTime(2);
        if (_readBelow > 0 && serverStartedAt != _serverStartedAt)
            throw new InvalidOperationException("A pooler has changed to another server, whose ids may be lower.");

        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            Apply(reader);
        if (isFirst && !ReadsFromTheBeginning)
            OnMissed();
        OnLooked();
        _readBelow = next;
        _serverStartedAt = serverStartedAt;
        Volatile.Write(ref _heardAt, began);
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        // A server that crashed or was promoted may hand out ids anew that the cursor has passed, so a new connection reads from the beginning.
        _readBelow = 0;
        return await connections.SourceOf(DatabaseRole.System).OpenConnectionAsync(cancellationToken);
    }

    private async Task LeaveAsync()
    {
        if (_connection is not { } connection)
            return;
        _connection = null;
        await connections.LeaveServerAsync(connection);
    }
}
