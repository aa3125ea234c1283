using Npgsql;

namespace HrefCrm.TestBase;

/// <summary>The leads as the database has them, seen by a superuser.</summary>
public sealed class StoredLeads(string connectionString)
{
    /// <summary>One lead's row.</summary>
    public async Task<Dictionary<string, object?>> ReadAsync(Guid id)
    {
        var rows = await QueryAsync("SELECT * FROM leads.leads WHERE id = $1", id);
        return rows.ShouldHaveSingleItem();
    }

    public Task<long> CountByEmailAsync(string email) => CountAsync("email = $1", email);

    public async Task<long> CountAsync(string where, params object[] parameters) =>
        (long)(await QueryAsync($"SELECT count(*) AS n FROM leads.leads WHERE {where}", parameters))[0]["n"]!;

    public async Task<List<Dictionary<string, object?>>> QueryAsync(string sql, params object[] parameters)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync())
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i)));
        return rows;
    }

    /// <summary>How many sessions wait for a lock.</summary>
    public async Task<long> CountWaitingAsync() => (long)(await QueryAsync(
        "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"))[0]["n"]!;

    /// <summary>Holds a lock until it is disposed; by default one that keeps every insert waiting.</summary>
    public async Task<IAsyncDisposable> HoldAsync(string statement = "LOCK TABLE leads.leads IN SHARE MODE")
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"BEGIN; {statement}", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
