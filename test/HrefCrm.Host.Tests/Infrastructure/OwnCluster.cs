using System.Diagnostics;
using HrefCrm.TestBase;
using Npgsql;

namespace HrefCrm.Host.Tests.Infrastructure;

/// <summary>A PostgreSQL cluster that nobody else works with, so that a test may stop it.</summary>
public sealed class OwnCluster : IAsyncLifetime, IDisposable
{
    private readonly string _folder = Path.Combine(RepositoryRoot.Path, ".data", "test-away");
    private readonly string _database = $"test_{Guid.NewGuid():N}";
    private FileStream? _lock;
    private string _cluster = null!;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_cluster) { Database = _database }.ConnectionString;

    // A pool would keep connections that a crash has broken.
    public Leads Leads => new(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        await Until.TrueAsync(() => Task.FromResult(TryLock()), TimeSpan.FromMinutes(3));
        await StartAsync();
        await ExecuteAsync($"CREATE DATABASE {_database} TEMPLATE template0");
        await HostFixture.MigrateAsync(ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await StartAsync();
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync($"DROP DATABASE {_database} WITH (FORCE)");
        await StopAsync("fast");
    }

    public void Dispose() => _lock?.Dispose();

    public async Task StartAsync() => _cluster = (await RunAsync("start", _folder)).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];

    /// <param name="mode">What pg_ctl calls so: <c>immediate</c> is a crash.</param>
    public Task StopAsync(string mode) => RunAsync("stop", _folder, "-m", mode);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_cluster);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
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

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(RepositoryRoot.Path, "build", "cluster"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return await output;
    }
}
