using Npgsql;

namespace HrefCrm.TestBase;

/// <summary>A PostgreSQL cluster that nobody else works with, so that a test may stop it.</summary>
public sealed class OwnCluster : IAsyncLifetime, IDisposable
{
    private readonly string _folder = Path.Combine(RepositoryRoot.Path, ".data", "test-away");
    private readonly string _database = $"test_{Guid.NewGuid():N}";
    private FileStream? _lock;
    private string _cluster = null!;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_cluster) { Database = _database }.ConnectionString;

    // A pool would keep connections that a crash has broken.
    public StoredLeads Leads => new(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        await Until.TrueAsync(() => Task.FromResult(TryLock()), TimeSpan.FromMinutes(3));
        await StartAsync();
        await TestPostgres.ExecuteAsync(_cluster, $"CREATE DATABASE {_database} TEMPLATE template0");
        await MigratedDatabase.MigrateAsync(ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await StartAsync();
        NpgsqlConnection.ClearAllPools();
        await TestPostgres.ExecuteAsync(_cluster, $"DROP DATABASE {_database} WITH (FORCE)");
        await StopAsync("fast");
    }

    public void Dispose() => _lock?.Dispose();

    public async Task StartAsync() => _cluster = await ClusterScript.StartAsync(_folder);

    /// <param name="mode">As pg_ctl calls it: <c>immediate</c> is a crash.</param>
    public Task StopAsync(string mode) => ClusterScript.StopAsync(_folder, mode);

    /// <summary>Takes the server out of service, while it stays up, or into it again.</summary>
    public async Task SetReadOnlyAsync(bool isReadOnly)
    {
        var cluster = new NpgsqlConnectionStringBuilder(_cluster) { Pooling = false }.ConnectionString;
        await TestPostgres.ExecuteAsync(cluster, $"ALTER SYSTEM SET default_transaction_read_only = {(isReadOnly ? "on" : "off")}");
        await TestPostgres.ExecuteAsync(cluster, "SELECT pg_reload_conf()");
    }

    // Another run of the same tests in the same checkout waits for its turn.
    private bool TryLock()
    {
        try
        {
            _lock = new FileStream(Path.Combine(_folder, "tests.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
