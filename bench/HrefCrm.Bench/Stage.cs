using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Npgsql;

namespace HrefCrm.Bench;

/// <summary>A private PostgreSQL cluster with a new, migrated database, and a tenant in it. Its data go when it is disposed.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string BaseDomain = "localtest.me";

    private const string DatabaseName = "hrefcrm_bench";

    // What the README recommends for a machine of this size; durability is PostgreSQL's default, said aloud.
    private static readonly string[] ServerSettings =
        ["fsync=on", "synchronous_commit=on", "full_page_writes=on", "shared_buffers=1GB", "max_wal_size=4GB", "checkpoint_timeout=15min"];


    private readonly string _socketFolder;
    private readonly NpgsqlDataSource _database;
    private readonly int _postmaster;

    private Stage(string socketFolder, NpgsqlDataSource database, int postmaster)
    {
        (_socketFolder, _database, _postmaster) = (socketFolder, database, postmaster);
        ConnectionString = $"Host={socketFolder};Username=postgres;Database={DatabaseName}";
    }

    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Where the benchmarks keep what they need while they run.</summary>
    public static string Work { get; } = Path.Combine(Root, ".data", "bench");

    private static string Cluster { get; } = Path.Combine(Root, "build", "cluster");

    private static string ClusterFolder { get; } = Path.Combine(Work, "cluster");

    public string ConnectionString { get; }

    public Guid TenantId { get; private set; }

    public Guid StageId { get; private set; }

    public string ApiKey { get; private set; } = null!;

    /// <summary>User and system seconds of all of PostgreSQL's processes so far.</summary>
    public double CpuSeconds => ProcFs.TreeCpuSeconds(_postmaster);

    public static string Assembly(string project, string? name = null) =>
        Path.Combine(Root, project, "bin", "Release", "net10.0", $"{name ?? Path.GetFileName(project)}.dll");

    public static async Task<Stage> StartAsync(BenchOptions options)
    {
        Directory.CreateDirectory(Work);
        Directory.CreateDirectory(options.Out);
        await Shell.RunAsync(Cluster, ["stop", ClusterFolder]);
        var started = await Shell.RunAsync(Cluster, ["start", ClusterFolder], ("HREFCRM_PG_OPTIONS", string.Join(' ', ServerSettings.Select(s => $"-c {s}"))));
        var server = started.Trim().Split('\n')[^1];

        await using var admin = NpgsqlDataSource.Create(server);
        await ExecuteAsync(admin, $"DROP DATABASE IF EXISTS {DatabaseName} WITH (FORCE)");
        await ExecuteAsync(admin, $"CREATE DATABASE {DatabaseName}");
        var database = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(server) { Database = DatabaseName, CommandTimeout = 0, NoResetOnClose = true }.ConnectionString);
        var backend = Convert.ToInt32(await ScalarAsync(database, "SELECT pg_backend_pid()"), CultureInfo.InvariantCulture);
        var stage = new Stage(new NpgsqlConnectionStringBuilder(server).Host!, database, ProcFs.Parent(backend));
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            _ = PosixSignalRegistration.Create(signal, _ => stage.DisposeAsync().AsTask().Wait());

        await stage.CliAsync("migrate");
        var provisioned = JsonDocument.Parse(await stage.CliAsync("provision", "bench", "Bench", "bench@example.com", "--json")).RootElement;
        stage.TenantId = provisioned.GetProperty("id").GetGuid();
        stage.ApiKey = provisioned.GetProperty("apiKey").GetString()!;
        stage.StageId = (Guid)(await ScalarAsync(
            database, $"SELECT id FROM leads.pipeline_stages WHERE tenant_id = '{stage.TenantId}' ORDER BY sort_order LIMIT 1"))!;
        // Columns, defaults and indexes are the product's; the foreign key and row-level security are not copied.
        await stage.ExecuteAsync("CREATE SCHEMA bench; CREATE TABLE bench.leads (LIKE leads.leads INCLUDING ALL)");
        return stage;
    }

    public Task<Server> StartHostAsync() => Server.StartAsync(
        "src/HrefCrm.Host", ("ConnectionStrings__Default", ConnectionString), ("Tenancy__BaseDomains__0", BaseDomain), ("Tenancy__PublicUrl", $"http://{BaseDomain}"));

    public Task<Server> StartBareAsync() => Server.StartAsync(
        "bench/HrefCrm.Bench.Bare",
        ("Database", ConnectionString + ";Max Auto Prepare=10;Auto Prepare Min Usages=1;No Reset On Close=true"),
        ("Tenant", TenantId.ToString()),
        ("Stage", StageId.ToString()));

    /// <summary>Starts a measurement as clean as the one before: tables empty if asked, and nothing of the last one left to be written.</summary>
    public async Task ResetAsync(bool empty)
    {
        if (empty)
            await ExecuteAsync("TRUNCATE leads.leads, bench.leads CASCADE");
        await ExecuteAsync("CHECKPOINT");
    }

    public async Task<long> CountAsync(string table) => (long)(await ScalarAsync(_database, $"SELECT count(*) FROM {table}"))!;

    public async Task<HashSet<Guid>> LeadIdsAsync()
    {
        await using var command = _database.CreateCommand("SELECT id FROM leads.leads");
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new HashSet<Guid>();
        while (await reader.ReadAsync())
            ids.Add(reader.GetGuid(0));
        return ids;
    }

    public Task ExecuteAsync(string sql) => ExecuteAsync(_database, sql);

    /// <summary>Arguments and environment of pgbench on this database.</summary>
    public (string[] Args, (string, string)[] Environment) Pgbench(string role) =>
        (["-h", _socketFolder, "-U", "postgres", DatabaseName], [("PGOPTIONS", $"-c role={role}")]);

    public async Task<Machine> DescribeAsync() => new(
        File.ReadLines("/proc/cpuinfo").First(l => l.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim(),
        Environment.ProcessorCount,
        (int)Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        $"PostgreSQL {await ScalarAsync(_database, "SELECT split_part(current_setting('server_version'), ' ', 1)")}",
        await Task.WhenAll(ServerSettings.Select(async s => $"{s.Split('=')[0]}={await ScalarAsync(_database, $"SHOW {s.Split('=')[0]}")}")));

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await Shell.RunAsync(Cluster, ["stop", ClusterFolder, "-m", "immediate"]);
        var elsewhere = Path.Combine(ClusterFolder, "elsewhere");
        if (File.Exists(elsewhere))
            Directory.Delete((await File.ReadAllTextAsync(elsewhere)).Trim(), recursive: true);
        if (Directory.Exists(ClusterFolder))
            Directory.Delete(ClusterFolder, recursive: true);
    }

    private Task<string> CliAsync(params string[] args) => Shell.RunAsync(
        "dotnet", [Assembly("src/HrefCrm.Cli", "hrefcrm"), .. args], ("ConnectionStrings__Default", ConnectionString));

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "global.json")))
            folder = Path.GetDirectoryName(folder) ?? throw new BenchException("run this inside the repository");
        return folder;
    }
}
