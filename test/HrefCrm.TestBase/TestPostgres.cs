using Npgsql;

namespace HrefCrm.TestBase;

/// <summary>The PostgreSQL cluster that all tests share: HREFCRM_TEST_POSTGRES, else the one that build/cluster starts in .data/test.</summary>
public static class TestPostgres
{
    private static readonly Lazy<Task<string>> Cluster = new(StartAsync);

    /// <summary>A superuser's connection string to the database <c>postgres</c>.</summary>
    public static Task<string> GetConnectionStringAsync() => Cluster.Value;

    /// <summary>Makes an empty database, dropped when disposed.</summary>
    public static async Task<TestDatabase> CreateDatabaseAsync()
    {
        var cluster = await GetConnectionStringAsync();
        var name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync(cluster, $"CREATE DATABASE {name} TEMPLATE template0");
        return new TestDatabase(cluster, new NpgsqlConnectionStringBuilder(cluster) { Database = name, MaxPoolSize = 20 }.ConnectionString);
    }

    internal static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> StartAsync() =>
        Environment.GetEnvironmentVariable("HREFCRM_TEST_POSTGRES") is { Length: > 0 } given ? given : await ClusterScript.StartAsync(".data/test");
}

/// <summary>A database of a test's own.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _cluster;

    internal TestDatabase(string cluster, string connectionString)
    {
        _cluster = cluster;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    /// <summary>Executes over a connection of its own, outside of whatever the code under test holds open.</summary>
    public Task ExecuteAsync(string sql) => TestPostgres.ExecuteAsync(ConnectionString, sql);

    /// <summary>Reads the first column over a connection of its own, so it sees committed rows only.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(await reader.GetFieldValueAsync<T>(0));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await using (var pooled = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(pooled);
        await TestPostgres.ExecuteAsync(_cluster, $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(ConnectionString).Database} WITH (FORCE)");
    }
}
