using System.Globalization;
using System.Text.Json;

namespace HrefCrm.Bench;

/// <summary>One way to store a lead in the product's table (or to answer as if), at full load from <see cref="BenchOptions.Connections"/> connections.</summary>
internal sealed record Contender(string Name, bool Stores, Server? Server, Func<int, Task<FullLoad>> RunAsync)
{
    // Ids grow with time as the product's do: 16 digits of microseconds and a count, 16 random ones. All of them are valid in a UUID.
    private const string PgbenchScript =
        """
        \set n :n + 1
        \set a :base + :n * 64 + :client_id
        \set b random(1000000000000000, 9999999999999999)
        \set m random(100000000, 999999999)
        \set t random(100000000001, 100000000000 + :tenants)
        INSERT INTO leads.leads (tenant_id, id, stage_id, created_at, updated_at, status, first_name, last_name, email, phone, source, metadata)
        VALUES (TENANT, (:a::text || :b::text)::uuid, STAGE, now(), now(), 'new', 'Ada', 'Lovelace',
          'ada.' || :m::text || '@example.com', '+1555' || :m::text, 'website', '{"page":"/contact"}');
        """;

    /// <summary>The complete intake. With <paramref name="tenants"/>, requests are spread over that many of <see cref="GrowthBenchmark"/>'s.</summary>
    public static Contender Product(Stage stage, Server host, int tenants = 0) =>
        new("product", true, host, seconds => WrkAsync(host, "/api/leads/intake", stage, seconds, tenants));

    public static Contender Bare(Stage stage, Server bare) => new("bare", true, bare, seconds => WrkAsync(bare, "/leads", stage, seconds, 0));

    public static Contender HttpOnly(Stage stage, Server bare) => new("http_only", false, bare, seconds => WrkAsync(bare, "/nothing", stage, seconds, 0));

    public static Contender Pgbench(Stage stage, int tenants = 0) => new("pgbench", true, null, seconds => PgbenchAsync(stage, seconds, tenants));

    public async Task<Measured> MeasureAsync(Stage stage, int seconds, bool empty = true)
    {
        await stage.ResetAsync(empty);
        await RunAsync(2);
        await Task.Delay(300);
        var rows = Stores ? await stage.CountLeadsAsync() : 0;
        var (hostCpu, postgresCpu) = (Server?.CpuSeconds ?? 0, stage.CpuSeconds);

        var running = RunAsync(seconds);
        var rss = 0.0;
        do
        {
            rss = Math.Max(rss, Server?.RssMb ?? 0);
        }
        while (await Task.WhenAny(running, Task.Delay(250)) != running);
        var run = await running;

        await Task.Delay(300); // what was under way when the load stopped
        (hostCpu, postgresCpu) = ((Server?.CpuSeconds ?? 0) - hostCpu, stage.CpuSeconds - postgresCpu);
        rows = Stores ? await stage.CountLeadsAsync() - rows : run.Answered;
        // wrk hangs up on at most one request per connection, whose lead is stored and whose 201 nobody reads.
        var unread = Server is null ? 0 : BenchOptions.Connections;
        if (rows < run.Answered || rows > run.Answered + unread)
            throw new BenchException($"{Name}: {run.Answered} were answered, but {rows} rows stored");
        var measured = new Measured(
            run.Answered / run.Seconds, run.P50Ms, run.P99Ms, Per1000(hostCpu, run), Per1000(postgresCpu, run), rss, run.Answered, rows);
        Console.WriteLine($"  {Name,-20} {measured.Rps,8:N0}/s   p50 {run.P50Ms,6:N2} ms   p99 {run.P99Ms,6:N2} ms");
        return measured;
    }

    private static double Per1000(double seconds, FullLoad run) => seconds * 1000 / run.Answered;

    private static async Task<FullLoad> WrkAsync(Server server, string path, Stage stage, int seconds, int tenants)
    {
        var output = await Shell.RunAsync(
            "wrk",
            ["-t1", $"-c{BenchOptions.Connections}", $"-d{seconds}s", "-s", "bench/intake.lua", $"http://127.0.0.1:{server.Port}"],
            ("BENCH_PATH", path),
            ("BENCH_HOST", tenants == 0 ? $"bench.{Stage.BaseDomain}" : Stage.BaseDomain),
            ("BENCH_KEY", stage.ApiKey),
            ("BENCH_TENANTS", tenants.ToString(CultureInfo.InvariantCulture)));
        var result = JsonDocument.Parse(output[(output.LastIndexOf("RESULT ", StringComparison.Ordinal) + 7)..]).RootElement;
        double Number(string name) => result.GetProperty(name).GetDouble();
        return Number("errors") == 0
            ? new((long)Number("requests"), Number("microseconds") / 1e6, Number("p50") / 1000, Number("p99") / 1000)
            : throw new BenchException($"{Number("errors")} requests to {path} failed");
    }

    private static async Task<FullLoad> PgbenchAsync(Stage stage, int seconds, int tenants)
    {
        const string spread = "('00000000-0000-7000-8000-' || :t::text)::uuid";
        var script = Path.Combine(Stage.Work, "insert.sql");
        await File.WriteAllTextAsync(script, PgbenchScript
            .Replace("TENANT", tenants == 0 ? $"'{stage.TenantId}'" : spread)
            .Replace("STAGE", tenants == 0 ? $"'{stage.StageId}'" : spread));
        var log = Path.Combine(Stage.Work, "pgbench");
        var began = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / 10;
        var output = await Shell.RunAsync(
            "pgbench",
            [
                "-n", "-M", "prepared", "-c", $"{BenchOptions.Connections}", "-j", "2", "-T", $"{seconds}", "-f", script, "-D", "n=0", "-D", $"base={began}",
                "-D", $"tenants={Math.Max(1, tenants)}", "-l", "--sampling-rate=0.05", $"--log-prefix={log}", "-h", stage.SocketFolder, "-U", "postgres", "postgres",
            ],
            ("PGOPTIONS", Stage.IntakeRole));
        string After(string text) => output[(output.IndexOf(text, StringComparison.Ordinal) + text.Length)..].Split(' ', '/', '\n')[0];
        var answered = long.Parse(After("transactions actually processed: "), CultureInfo.InvariantCulture);
        var tps = double.Parse(After("tps = "), CultureInfo.InvariantCulture);

        var latencies = new List<double>();
        foreach (var file in Directory.GetFiles(Stage.Work, "pgbench.*"))
        {
            latencies.AddRange(File.ReadLines(file).Select(l => double.Parse(l.Split(' ')[2], CultureInfo.InvariantCulture) / 1000));
            File.Delete(file);
        }

        latencies.Sort();
        return new(answered, answered / tps, latencies[latencies.Count / 2], latencies[latencies.Count * 99 / 100]);
    }
}
