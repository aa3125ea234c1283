using HrefCrm.PostgreSql.Roles;
using Npgsql;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Identity.Sessions;

/// <summary>
/// Tries by what they are counted for, in the database, so that all hosts count together. Each counts as wrong until it is forgiven, so those
/// that come at once are counted one by one; it is committed by itself, so that no lock is held while a password is checked. Forgotten after a
/// day without any.
/// </summary>
public class SignInFailures(DatabaseConnections connections) : ISingletonDependency
{
    private const string Forgotten = "last_at < now() - interval '1 day'";

    private const string CountOne =
        $"""
        INSERT INTO identity.sign_in_failures AS f (key, count, last_at) VALUES ($1, 1, clock_timestamp())
        ON CONFLICT (key) DO UPDATE SET count = CASE WHEN f.{Forgotten} THEN 1 ELSE f.count + 1 END, last_at = clock_timestamp()
        WHERE f.count < $2 OR f.last_at <= clock_timestamp() - least($3 * power(2, least(f.count - $2, 30)), $4) * interval '1 second'
        RETURNING count
        """;

    private const string ForgetSome =
        $"""
        DELETE FROM identity.sign_in_failures WHERE key IN
          (SELECT key FROM identity.sign_in_failures WHERE {Forgotten} ORDER BY last_at LIMIT 10 FOR UPDATE SKIP LOCKED)
        """;

    /// <summary>Counts a try, unless one has to wait.</summary>
    /// <returns>How many there were with this one; or how long to wait.</returns>
    public async Task<(int Count, TimeSpan Wait)> CountAsync(byte[] key)
    {
        var backoff = Backoff.OfAccount;
        await using var connection = await connections.SourceOf(DatabaseRole.System).OpenConnectionAsync();
        await using (var forget = new NpgsqlCommand(ForgetSome, connection))
            await forget.ExecuteNonQueryAsync();
        await using var count = new NpgsqlCommand(CountOne, connection);
        foreach (var value in new object[] { key, backoff.Free, backoff.First.TotalSeconds, backoff.Longest.TotalSeconds })
            count.Parameters.Add(new NpgsqlParameter { Value = value });
        if (await count.ExecuteScalarAsync() is int counted)
            return (counted, TimeSpan.Zero);

        await using var find = new NpgsqlCommand("SELECT count, clock_timestamp() - last_at FROM identity.sign_in_failures WHERE key = $1", connection);
        find.Parameters.Add(new NpgsqlParameter { Value = key });
        await using var row = await find.ExecuteReaderAsync();
        var wait = await row.ReadAsync() ? backoff.After(row.GetInt32(0)) - row.GetFieldValue<TimeSpan>(1) : TimeSpan.Zero;
        // Its time may have come between the two.
        return (0, wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1));
    }

    /// <summary>Forgets what was counted.</summary>
    public async Task ForgetAsync(byte[] key)
    {
        await using var command = connections.SourceOf(DatabaseRole.System).CreateCommand("DELETE FROM identity.sign_in_failures WHERE key = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = key });
        await command.ExecuteNonQueryAsync();
    }
}
