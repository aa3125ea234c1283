using System.Globalization;
using System.Text;

namespace HrefCrm.Bench;

/// <summary>Results as Markdown, for the terminal and for docs/performance.md.</summary>
internal static class Tables
{
    public static readonly (string Key, string Name)[] FullLoad =
    [
        ("product", "the product's intake"), ("pgbench", "pgbench, one INSERT each"),
        ("bare", "bare minimal API, one INSERT"), ("http_only", "HTTP without a database"),
    ];

    private static readonly (string Key, string Name)[] Latencies =
    [
        ("product_at_half", "the product at half of its full load"), ("bare_at_half", "the bare API at half of its own"),
        ("bare_at_product_half", "the bare API at the product's half"),
        ("product_single", "the product, one connection"), ("bare_single", "the bare API, one connection"),
    ];

    public static string Intake(IntakeResults r)
    {
        var text = new StringBuilder(Recorded(r.RecordedAt, r.Machine, $"{r.Connections} connections, {r.Rounds.Count} rounds of {r.Seconds} s, medians")).Append(
            """


            | at full load | requests/s | lowest to highest | p50 ms | p99 ms | host CPU s/1000 | PostgreSQL CPU s/1000 | resident MB |
            |---|--:|--:|--:|--:|--:|--:|--:|

            """);
        foreach (var (key, name) in FullLoad)
        {
            double Of(Func<Measured, double> field) => r.Rounds.Median(x => field(x.FullLoad[key]));
            text.AppendLine(Inv(
                $"| {name} | {Of(m => m.Rps):N0} | {r.Rounds.Min(x => x.FullLoad[key].Rps):N0}–{r.Rounds.Max(x => x.FullLoad[key].Rps):N0} | {Of(m => m.P50Ms):N2} | {Of(m => m.P99Ms):N2} | {Of(m => m.HostCpuPer1000):0.000;;–} | {Of(m => m.PostgresCpuPer1000):0.000} | {Of(m => m.RssMb):0;;–} |"));
        }

        text.Append(
            """

            | open loop, from the intended send time | requests/s | p50 ms | p99 ms | longest ms | not sent in time |
            |---|--:|--:|--:|--:|--:|

            """);
        foreach (var (key, name) in Latencies)
        {
            double Of(Func<Latency, double> field) => r.Rounds.Median(x => field(x.Latency[key]));
            text.AppendLine(Inv(
                $"| {name} | {Of(l => l.Rate ?? 0):#,0;;–} | {Of(l => l.P50Ms):N2} | {Of(l => l.P99Ms):N2} | {Of(l => l.MaxMs):N1} | {Of(l => l.Unanswered):N0} |"));
        }

        return text.Append(Inv(
            $"""

            | | reached | wanted |
            |---|--:|--:|
            | requests/s to pgbench's | {r.RatioToPgbench:N2} | 1.5 |
            | requests/s to the bare API's | {r.RatioToBare:N2} | 3 |
            | one connection: p50 {r.SingleP50Ms:N3} ms to the bare API's {r.SingleBareP50Ms:N3} ms | {r.SingleRatio:N2} | at most 1.15 |
            | p99 at half of the full load, ms | {r.P99Ms:N2} | under 10 |
            | resident memory at full load, MB | {r.RssMb:N0} | under 250 |

            Stored: in each round {r.Rounds[0].Proof.Sent:N0} counted requests gave as many 201s and rows, with the same ids. At full load {r.Rounds.Sum(x => x.FullLoad["product"].Answered):N0}
            answers were read and {r.Rounds.Sum(x => x.FullLoad["product"].Rows):N0} rows stored; the difference was under way when wrk hung up.
            """)).ToString();
    }

    public static string Growth(GrowthResults r) => Recorded(
        r.RecordedAt, r.Machine, $"{r.Connections} connections, {r.Points[0].Rounds.Count} rounds of {r.Seconds} s each, medians") +
        """


        | tenants | stored leads | product/s | pgbench/s | ratio (wanted 1.5) | host starts in s | MB after start | MB at full load |
        |--:|--:|--:|--:|--:|--:|--:|--:|

        """ + string.Join('\n', r.Points.Select(p => Inv(
            $"| {p.Tenants:N0} | {p.Leads:N0} | {p.ProductRps:N0} | {p.PgbenchTps:N0} | {p.RatioToPgbench:N2} | {p.StartUpSeconds:N2} | {p.StartRssMb:N0} | {p.RssMb:N0} |")));

    public static string Soak(SoakResults r) => Recorded(r.RecordedAt, r.Machine, $"{r.Connections} connections for {r.Seconds} s") + "\n\n" + Inv(
        $"{r.Rps:N0} requests/s. Resident MB, medians: {r.FirstThirdRssMb:N0} in the first third of the time, {r.LastThirdRssMb:N0} in the last, at most {r.MaxRssMb:N0}: {(r.Flat ? "flat" : "not flat")}.");

    public static string Pages(PagesResults r) => Recorded(
        r.RecordedAt, r.Machine, $"{r.Tenants:N0} tenants, {r.Requests} requests of each page one after the other, after {r.WarmSeconds} s of all") +
        """


        | page | p50 ms | p95 ms | longest ms (wanted 100) |
        |---|--:|--:|--:|

        """ + string.Join('\n', r.Pages.Select(p => Inv($"| {p.Host}`{p.Path}` | {p.P50Ms:N1} | {p.P95Ms:N1} | {p.MaxMs:N1} |"))) +
        """


        | tenant search in the database | p50 ms | longest ms (wanted 50) |
        |---|--:|--:|

        """ + string.Join('\n', r.Search.Select(s => Inv($"| `{s.Filter}` | {s.P50Ms:N1} | {s.MaxMs:N1} |")));

    public static string Micro(IReadOnlyList<MicroResult> r) => "| piece | ns | bytes allocated |\n|---|--:|--:|\n" +
        string.Join('\n', r.Select(m => Inv($"| {m.Name} | {m.Nanoseconds:N0} | {m.Bytes:N0} |")));

    private static string Recorded(DateTime at, Machine m, string how) => Inv(
        $"Recorded on {at:yyyy-MM-dd}: {m.Cores} cores of {m.Cpu}, {m.MemoryGb} GB, {m.Dotnet}, {m.Postgres} with {string.Join(", ", m.PostgresSettings)}; {how}.");

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
