using System.Diagnostics;
using Npgsql;

namespace HrefCrm.TestBase;

/// <summary>
/// A migrated PostgreSQL server with a streaming standby, which each commit waits for, and one address that leads to the server and may be moved to the
/// standby.
/// </summary>
public sealed class ReplicatedServer : IAsyncDisposable
{
    private const string Database = "hrefcrm";

    private readonly string _folder = Path.Combine(RepositoryRoot.Path, ".data", $"test-failover-{Guid.NewGuid():N}");
    private string _primary = null!;
    private string _standby = null!;
    private MovingAddress _address = null!;

    private ReplicatedServer()
    {
    }

    /// <summary>By the address that may be moved.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={_address.Port};Username=postgres;Database={Database};Timeout=3";

    /// <summary>Straight to whichever of the two takes changes, as an operator would write it, but with the standby first.</summary>
    public string BothConnectionString => new NpgsqlConnectionStringBuilder(_standby)
    {
        Host = $"{new NpgsqlConnectionStringBuilder(_standby).Host},{new NpgsqlConnectionStringBuilder(_primary).Host}",
        Database = Database,
        Timeout = 3,
        TargetSessionAttributes = "read-write",
    }.ConnectionString;

    /// <summary>Straight to the standby.</summary>
    public string StandbyConnectionString => new NpgsqlConnectionStringBuilder(_standby) { Database = Database, Pooling = false }.ConnectionString;

    private string PrimaryFolder => Path.Combine(_folder, "primary");

    private string StandbyFolder => Path.Combine(_folder, "standby");

    public static async Task<ReplicatedServer> StartAsync()
    {
        var server = new ReplicatedServer();
        server._primary = await ClusterScript.StartAsync(server.PrimaryFolder);
        await TestPostgres.ExecuteAsync(server._primary, $"CREATE DATABASE {Database} TEMPLATE template0");
        await MigratedDatabase.MigrateAsync(new NpgsqlConnectionStringBuilder(server._primary) { Database = Database, Pooling = false }.ConnectionString);
        await server.StartStandbyAsync();
        server._address = new MovingAddress(SocketOf(server._primary));
        return server;
    }

    /// <summary>The server dies as by a power cut.</summary>
    public Task CrashAsync() => ClusterScript.StopAsync(PrimaryFolder, "immediate");

    /// <summary>The server is taken out of service: it stays up and takes no change.</summary>
    public async Task MakeReadOnlyAsync()
    {
        await ExecuteAsync(_primary, "ALTER SYSTEM SET default_transaction_read_only = on");
        await ExecuteAsync(_primary, "SELECT pg_reload_conf()");
    }

    /// <summary>The standby takes over.</summary>
    public Task PromoteAsync() => ExecuteAsync(_standby, "SELECT pg_promote()");

    /// <summary>Moves the address to the standby.</summary>
    /// <param name="cut">Whether connections that are open are cut.</param>
    public void MoveAddress(bool cut) => _address.MoveTo(SocketOf(_standby), cut);

    public async ValueTask DisposeAsync()
    {
        _address.Dispose();
        foreach (var folder in new[] { StandbyFolder, PrimaryFolder })
            await ClusterScript.StopAsync(folder, "immediate");
        Directory.Delete(Path.GetDirectoryName(DataOf(PrimaryFolder))!, recursive: true);
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    // A copy of a server that is stopped needs no tool that not every package of PostgreSQL has.
    private async Task StartStandbyAsync()
    {
        await ClusterScript.StopAsync(PrimaryFolder, "fast");
        var data = DataOf(PrimaryFolder) + "-standby";
        await CopyAsync(DataOf(PrimaryFolder), data);
        // It is the name that counts, and that the server's user may remove it on promotion.
        await CopyAsync(Path.Combine(data, "PG_VERSION"), Path.Combine(data, "standby.signal"));
        Directory.CreateDirectory(StandbyFolder);
        await File.WriteAllTextAsync(Path.Combine(StandbyFolder, "elsewhere"), data + "\n");
        await File.AppendAllTextAsync(
            Path.Combine(data, "postgresql.auto.conf"),
            $"primary_conninfo = 'host={Path.GetDirectoryName(SocketOf(_primary))} port=5432 user=postgres application_name=standby'\n");

        _primary = await ClusterScript.StartAsync(PrimaryFolder);
        _standby = await ClusterScript.StartAsync(StandbyFolder);
        await ExecuteAsync(_primary, "ALTER SYSTEM SET synchronous_standby_names = 'standby'");
        await ExecuteAsync(_primary, "SELECT pg_reload_conf()");
        await Until.TrueAsync(
            async () => (await new StoredLeads(Unpooled(_primary)).QueryAsync("SELECT 1 FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = 'sync'")).Count == 1,
            TimeSpan.FromSeconds(60));
    }

    // With owner and rights.
    private static async Task CopyAsync(string from, string to)
    {
        using var copy = Process.Start("cp", ["-a", from, to]);
        await copy.WaitForExitAsync();
        copy.ExitCode.ShouldBe(0);
    }

    private static string DataOf(string folder) =>
        File.Exists(Path.Combine(folder, "elsewhere")) ? File.ReadAllText(Path.Combine(folder, "elsewhere")).Trim() : Path.Combine(folder, "data");

    private static string SocketOf(string connectionString) => Path.Combine(new NpgsqlConnectionStringBuilder(connectionString).Host!, ".s.PGSQL.5432");

    private static Task ExecuteAsync(string connectionString, string sql) => TestPostgres.ExecuteAsync(Unpooled(connectionString), sql);

    private static string Unpooled(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
}
