using System.Runtime.InteropServices;
using System.Text.Json;
using Npgsql;

namespace HrefCrm.Bench;

/// <summary>A private PostgreSQL cluster with a new, migrated database, and a tenant in it. Its data go when it is disposed.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string BaseDomain = "localtest.me";

    /// <summary>The start-up option by which a superuser's connection works as the intake's own role, as the product's does.</summary>
    public const string IntakeRole = "-c role=hrefcrm_intake";

    // What the README recommends for a machine of this size; durability is PostgreSQL's default, said aloud.
    private static readonly string[] ServerSettings =
        ["fsync=on", "synchronous_commit=on", "full_page_writes=on", "shared_buffers=1GB", "max_wal_size=4GB", "checkpoint_timeout=15min"];

    private readonly NpgsqlDataSource _database;
    private readonly int _postmaster;
    private readonly Lazy<Task> _removal;

    private Stage(NpgsqlConnectionStringBuilder server)
    {
        (SocketFolder, ConnectionString) = (server.Host!, server.ConnectionString);
        _database = NpgsqlDataSource.Create(ConnectionString + ";Command Timeout=0;No Reset On Close=true");
        _postmaster = ProcFs.Parent(ScalarAsync<int>("SELECT pg_backend_pid()").GetAwaiter().GetResult());
        _removal = new(async () =>
        {
            Server.StopAll();
            await _database.DisposeAsync();
            await RemoveAsync();
        });
    }

    /// <summary>The host's project.</summary>
    public const string Host = "src/HrefCrm.Host";

    /// <summary>The repository; bench/run starts us there.</summary>
    public static string Root { get; } = Directory.GetCurrentDirectory();

    /// <summary>Where the benchmarks keep what they need while they run.</summary>
    public static string Work { get; } = Path.Combine(Root, ".data", "bench");

    private static string Cluster { get; } = Path.Combine(Root, "build", "cluster");

    private static string ClusterFolder { get; } = Path.Combine(Work, "cluster");

    public string SocketFolder { get; }

    public string ConnectionString { get; }

    public Guid TenantId { get; private set; }

    public Guid StageId { get; private set; }

    public string ApiKey { get; private set; } = null!;

    public Uri InviteUrl { get; private set; } = null!;

    /// <summary>User and system seconds of all of PostgreSQL's processes so far.</summary>
    public double CpuSeconds => ProcFs.TreeCpuSeconds(_postmaster);

    public static string Assembly(string project, string? name = null) =>
        Path.Combine(Root, project, "bin", "Release", "net10.0", $"{name ?? Path.GetFileName(project)}.dll");

    public static async Task<Stage> StartAsync(BenchOptions options)
    {
        Directory.CreateDirectory(Work);
        Directory.CreateDirectory(options.Out);
        Array.ForEach(Directory.GetFiles(Work, "pgbench.*"), File.Delete);
        await RemoveAsync();
        var settings = string.Join(' ', ServerSettings.Select(s => $"-c {s}"));
        var started = await Shell.RunAsync(Cluster, ["start", ClusterFolder], ("HREFCRM_PG_OPTIONS", settings));
        var stage = new Stage(new NpgsqlConnectionStringBuilder(started.Trim().Split('\n')[^1]));
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            _ = PosixSignalRegistration.Create(signal, _ => stage.DisposeAsync().AsTask().ContinueWith(_ => Environment.Exit(130)).Wait());

        await stage.CliAsync("migrate");
        var provisioned = JsonDocument.Parse(await stage.CliAsync("provision", "bench", "Bench", "bench@example.com", "--json")).RootElement;
        stage.TenantId = provisioned.GetProperty("id").GetGuid();
        stage.ApiKey = provisioned.GetProperty("apiKey").GetString()!;
        stage.InviteUrl = new Uri(provisioned.GetProperty("inviteUrl").GetString()!);
        stage.StageId = await stage.ScalarAsync<Guid>(
            $"SELECT id FROM leads.pipeline_stages WHERE tenant_id = '{stage.TenantId}' ORDER BY sort_order LIMIT 1");
        return stage;
    }

    public Task<Server> StartHostAsync(params (string Name, string Value)[] settings) => StartHostAsync(Host, settings);

    /// <summary>Starts a host that may be another build's.</summary>
    public Task<Server> StartHostAsync(string project, params (string Name, string Value)[] settings) => Server.StartAsync(
        project,
        [
            ("ConnectionStrings__Default", ConnectionString), ("Tenancy__BaseDomains__0", BaseDomain), ("Tenancy__PublicUrl", $"http://{BaseDomain}"), .. settings,
        ]);

    public Task<Server> StartBareAsync() => Server.StartAsync(
        "bench/HrefCrm.Bench.Bare", ("Tenant", $"{TenantId}"), ("Stage", $"{StageId}"),
        ("Database", $"{ConnectionString};Options={IntakeRole};Max Auto Prepare=10;Auto Prepare Min Usages=1;No Reset On Close=true"));

    /// <summary>Starts a measurement as clean as the one before: the table empty if asked, and nothing of the last one left to be written.</summary>
    public async Task ResetAsync(bool empty)
    {
        if (empty)
            await ExecuteAsync("TRUNCATE leads.leads CASCADE");
        await ExecuteAsync("CHECKPOINT");
    }

    public Task<long> CountLeadsAsync() => ScalarAsync<long>("SELECT count(*) FROM leads.leads");

    public Task<Guid[]> LeadIdsAsync() => ScalarAsync<Guid[]>("SELECT array_agg(id) FROM leads.leads");

    public async Task ExecuteAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Adds tenants t1, t2 and so on. Ids, slugs and keys follow from the number, so that wrk and pgbench can make them up.</summary>
    public Task AddTenantsAsync(int tenants) => ExecuteAsync(
        $"""
        CREATE TEMP TABLE added AS SELECT i, ('00000000-0000-7000-8000-' || (100000000000 + i)::text)::uuid AS id FROM generate_series(1, {tenants}) i
        WHERE NOT EXISTS (SELECT FROM tenancy.tenants WHERE slug = 't' || i);
        INSERT INTO tenancy.tenants (id, slug, name, primary_colour, created_at, updated_at) SELECT id, 't' || i, 'Tenant ' || i, '#3b82f6', now(), now() FROM added;
        INSERT INTO tenancy.api_keys (tenant_id, id, hash, last_four, created_at, created_by)
        SELECT id, id, sha256(convert_to('hcrm_' || lpad(i::text, 43, '0'), 'UTF8')), right(lpad(i::text, 4, '0'), 4), now(), 'bench' FROM added;
        INSERT INTO leads.pipeline_stages (tenant_id, id, name, colour, sort_order, type) SELECT id, id, 'New', '#3b82f6', 1, 'active' FROM added;
        INSERT INTO leads.pipeline_stages (tenant_id, id, name, colour, sort_order, type)
        SELECT id, gen_random_uuid(), n, '#a855f7', o, y FROM added,
          (VALUES ('Contacted', 2, 'active'), ('Qualified', 3, 'active'), ('Won', 4, 'won'), ('Lost', 5, 'lost')) s (n, o, y);
        DROP TABLE added;
        ANALYZE
        """);

    /// <summary>How long a statement ran within PostgreSQL, as the system role, by its own account.</summary>
    public async Task<double> ExecutionTimeMsAsync(string sql)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using (var role = new NpgsqlCommand("SET ROLE hrefcrm_system", connection))
            await role.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand($"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", connection);
        var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!).RootElement[0];
        await using (var role = new NpgsqlCommand("RESET ROLE", connection))
            await role.ExecuteNonQueryAsync();
        return plan.GetProperty("Planning Time").GetDouble() + plan.GetProperty("Execution Time").GetDouble();
    }

    public async Task<Machine> DescribeAsync() => new(
        File.ReadLines("/proc/cpuinfo").First(l => l.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim(),
        Environment.ProcessorCount,
        (int)Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        "PostgreSQL " + await ScalarAsync<string>("SELECT split_part(current_setting('server_version'), ' ', 1)"),
        await Task.WhenAll(ServerSettings.Select(s => s.Split('=')[0]).Select(async s => $"{s}={await ScalarAsync<string>($"SHOW {s}")}")));

    // An interrupt and the end of the run may both want it.
    public async ValueTask DisposeAsync() => await _removal.Value;

    private static async Task RemoveAsync()
    {
        await Shell.RunAsync(Cluster, ["stop", ClusterFolder, "-m", "immediate"]);
        var elsewhere = Path.Combine(ClusterFolder, "elsewhere");
        if (File.Exists(elsewhere) && (await File.ReadAllTextAsync(elsewhere)).Trim() is var data && Directory.Exists(data))
            Directory.Delete(data, recursive: true);
        if (Directory.Exists(ClusterFolder))
            Directory.Delete(ClusterFolder, recursive: true);
    }

    public Task<string> CliAsync(params string[] args) => Shell.RunAsync(
        "dotnet", [Assembly("src/HrefCrm.Cli", "hrefcrm"), .. args],
        ("ConnectionStrings__Default", ConnectionString), ("Tenancy__PublicUrl", $"http://{BaseDomain}"));

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
