using System.Globalization;
using System.Text;

namespace HrefCrm.Bench;

/// <summary>Results as Markdown, for the terminal and for docs/performance.md.</summary>
internal static class Tables
{
    public static string Intake(IntakeResults r)
    {
        var text = new StringBuilder();
        text.AppendLine(Recorded(r.RecordedAt, r.Machine, $"{r.Connections} connections, {r.Rounds.Count} rounds of {r.Seconds} s, medians"));
        text.AppendLine();
        text.AppendLine("| at full load | requests/s | lowest to highest | p50 ms | p99 ms | host CPU s/1000 | PostgreSQL CPU s/1000 | resident MB |");
        text.AppendLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var (name, get) in Contenders)
        {
            var (low, high) = (r.Rounds.Min(x => get(x).Rps), r.Rounds.Max(x => get(x).Rps));
            double Of(Func<Measured, double> field) => r.Rounds.Median(x => field(get(x)));
            var (rps, p50, p99, cpu, pg, rss) = (Of(m => m.Rps), Of(m => m.P50Ms), Of(m => m.P99Ms), Of(m => m.HostCpuPer1000), Of(m => m.PostgresCpuPer1000), Of(m => m.RssMb));
            var (hostCpu, resident) = rss > 0 ? ($"{cpu:N3}", $"{rss:N0}") : ("–", "–");
            text.AppendLine(Inv($"| {name} | {rps:N0} | {low:N0}–{high:N0} | {p50:N2} | {p99:N2} | {hostCpu} | {pg:N3} | {resident} |"));
        }

        text.AppendLine();
        text.AppendLine("| open loop, from the intended send time | requests/s | p50 ms | p99 ms | longest ms | not sent in time |");
        text.AppendLine("|---|--:|--:|--:|--:|--:|");
        foreach (var (name, get) in Latencies)
        {
            double Of(Func<Latency, double> field) => r.Rounds.Median(x => field(get(x)));
            text.AppendLine(Inv(
                $"| {name} | {Of(l => l.Rate ?? 0):N0} | {Of(l => l.P50Ms):N2} | {Of(l => l.P99Ms):N2} | {Of(l => l.MaxMs):N1} | {Of(l => l.Unanswered):N0} |"));
        }

        text.AppendLine();
        text.AppendLine("| | reached | wanted |");
        text.AppendLine("|---|--:|--:|");
        text.AppendLine(Inv($"| requests/s to pgbench's, same table | {r.RatioToPgbench:N2} | 1.5 |"));
        text.AppendLine(Inv($"| requests/s to pgbench's, copy without foreign key and row-level security | {r.RatioToPgbenchCopy:N2} | |"));
        text.AppendLine(Inv($"| requests/s to the bare API's | {r.RatioToBare:N2} | 3 |"));
        text.AppendLine(Inv($"| one connection: p50 {r.SingleP50Ms:N3} ms to the bare API's {r.SingleBareP50Ms:N3} ms | {r.SingleRatio:N2} | at most 1.15 |"));
        text.AppendLine(Inv($"| p99 at half of the full load, ms | {r.P99Ms:N2} | under 10 |"));
        text.AppendLine(Inv($"| resident memory at full load, MB | {r.RssMb:N0} | under 250 |"));
        text.AppendLine();
        text.AppendLine(Inv(
            $"Stored: in each round {r.Rounds[0].Proof.Sent:N0} counted requests gave as many 201s and rows, with the same ids. In {r.Rounds.Count} runs at full load {r.Rounds.Sum(x => x.Product.Answered):N0} were answered and {r.Rounds.Sum(x => x.Product.Rows):N0} rows stored; the rest was under way when the load hung up."));
        return text.ToString().TrimEnd();
    }

    public static string Growth(GrowthResults r)
    {
        var text = new StringBuilder();
        text.AppendLine(Recorded(r.RecordedAt, r.Machine, $"{r.Connections} connections, {r.Points[0].Rounds.Count} rounds of {r.Seconds} s each, medians"));
        text.AppendLine();
        text.AppendLine("| tenants | stored leads | product/s | pgbench/s | ratio (wanted 1.5) | host starts in s | MB after start | MB at full load |");
        text.AppendLine("|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var p in r.Points)
        {
            text.AppendLine(Inv(
                $"| {p.Tenants:N0} | {p.Leads:N0} | {p.ProductRps:N0} | {p.PgbenchTps:N0} | {p.RatioToPgbench:N2} | {p.StartUpSeconds:N2} | {p.StartRssMb:N0} | {p.RssMb:N0} |"));
        }

        return text.ToString().TrimEnd();
    }

    public static string Soak(SoakResults r) =>
        $"""
        {Recorded(r.RecordedAt, r.Machine, $"{r.Connections} connections for {r.Seconds} s")}

        {Inv($"{r.Rps:N0} requests/s, {r.Answered:N0} in all; at most {r.MaxRssMb:N0} MB resident, {r.SlopeMbPerMinute:+0.00;-0.00;0} MB a minute: {(r.Flat ? "flat" : "**not flat**")}.")}
        """;

    public static string Micro(IReadOnlyList<MicroResult> r)
    {
        var text = new StringBuilder("| piece | ns | bytes allocated |\n|---|--:|--:|\n");
        foreach (var m in r)
            text.AppendLine(Inv($"| {m.Name} | {m.Nanoseconds:N0} | {m.Bytes:N0} |"));
        return text.ToString().TrimEnd();
    }

    public static readonly (string Name, Func<IntakeRound, Measured> Get)[] Contenders =
    [
        ("the product's intake", r => r.Product),
        ("pgbench, same table", r => r.Pgbench),
        ("pgbench, copy of the table", r => r.PgbenchCopy),
        ("bare minimal API, one INSERT", r => r.Bare),
        ("HTTP without a database", r => r.HttpOnly),
    ];

    private static readonly (string Name, Func<IntakeRound, Latency> Get)[] Latencies =
    [
        ("the product at half of its full load", r => r.ProductAtHalf),
        ("the bare API at half of its own", r => r.BareAtHalf),
        ("the bare API at the product's half", r => r.BareAtProductHalf),
    ];

    private static string Recorded(DateTime at, Machine m, string how) => Inv(
        $"Recorded on {at:yyyy-MM-dd}: {m.Cores} cores of {m.Cpu}, {m.MemoryGb} GB, {m.Dotnet}, {m.Postgres} with {string.Join(", ", m.PostgresSettings)}; {how}.");

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
