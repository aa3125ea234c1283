using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HrefCrm.Bench;

/// <summary>What a closed loop was answered.</summary>
internal readonly record struct FullLoad(long Answered, double Seconds, double P50Ms, double P99Ms);

/// <summary>One measurement at full load. CPU is in user and system seconds per 1000 requests.</summary>
internal sealed record Measured(
    double Rps, double P50Ms, double P99Ms, double HostCpuPer1000, double PostgresCpuPer1000, double RssMb, long Answered, long Rows);

/// <summary>Latencies from the intended send time; without a rate, of one request after the other.</summary>
internal sealed record Latency(double? Rate, long Answered, long Unanswered, double P50Ms, double P99Ms, double MaxMs);

/// <summary>A counted run, each answer of which was read: all 201s, and just their ids in the table.</summary>
internal sealed record Proof(long Sent, long Answered201, long Rows, bool SameIds);

internal sealed record Machine(string Cpu, int Cores, int MemoryGb, string Os, string Dotnet, string Postgres, IReadOnlyList<string> PostgresSettings);

/// <summary>Measurements by name, as in <see cref="Tables"/>.</summary>
internal sealed record IntakeRound(
    Dictionary<string, Measured> FullLoad, Dictionary<string, Latency> Latency,
    double RatioToPgbench, double RatioToBare, double SingleRatio, Proof Proof);

internal sealed record IntakeResults(
    DateTime RecordedAt, Machine Machine, int Connections, int Seconds, int WarmSeconds,
    double ProductRps, double BareRps, double PgbenchTps, double HttpOnlyRps,
    double RatioToPgbench, double RatioToBare,
    double P50Ms, double P99Ms, double BareP50Ms, double BareP99Ms, double BareSameRateP99Ms,
    double SingleP50Ms, double SingleBareP50Ms, double SingleRatio, double RssMb, IReadOnlyList<IntakeRound> Rounds);

internal sealed record CompareRound(Dictionary<string, Measured> FullLoad, double Ratio);

internal sealed record CompareResults(
    DateTime RecordedAt, Machine Machine, int Connections, int Seconds, int WarmSeconds,
    double ProductRps, double AgainstRps, double Ratio, IReadOnlyList<CompareRound> Rounds);

internal sealed record GrowthRound(Measured Product, Measured Pgbench, double RatioToPgbench);

internal sealed record GrowthPoint(
    int Tenants, long Leads, double StartUpSeconds, double StartRssMb, double RssMb,
    double ProductRps, double PgbenchTps, double RatioToPgbench, IReadOnlyList<GrowthRound> Rounds);

internal sealed record GrowthResults(DateTime RecordedAt, Machine Machine, int Connections, int Seconds, int WarmSeconds, IReadOnlyList<GrowthPoint> Points);

internal sealed record SoakResults(
    DateTime RecordedAt, Machine Machine, int Connections, int Seconds, double Rps, long Answered,
    double FirstThirdRssMb, double LastThirdRssMb, double MaxRssMb, bool Flat, IReadOnlyList<double> RssMbEveryTenSeconds);

/// <summary>The server's time for a page.</summary>
internal sealed record PageTime(string Host, string Path, double P50Ms, double P95Ms, double MaxMs);

/// <summary>The time of the tenant search in the database: counting what matches, and reading the first page.</summary>
internal sealed record SearchTime(string Filter, double P50Ms, double MaxMs);

internal sealed record PagesResults(
    DateTime RecordedAt, Machine Machine, int Tenants, int Requests, int WarmSeconds, double MaxMs, double SearchMaxMs,
    IReadOnlyList<PageTime> Pages, IReadOnlyList<SearchTime> Search);

/// <summary>One of the pure pieces, by BenchmarkDotNet.</summary>
internal sealed record MicroResult(string Name, double Nanoseconds, double Bytes);

internal static class Results
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new Rounded() },
    };

    public static void Save<T>(BenchOptions options, string name, T results)
    {
        File.WriteAllText(Path.Combine(options.Out, name), JsonSerializer.Serialize(results, Json) + "\n");
        Console.WriteLine($"written: {name}");
    }

    public static T? Load<T>(BenchOptions options, string name)
        where T : class
    {
        var file = Path.Combine(options.Out, name);
        return File.Exists(file) ? JsonSerializer.Deserialize<T>(File.ReadAllText(file), Json) : null;
    }

    public static double Median<T>(this IEnumerable<T> values, Func<T, double> get)
    {
        double[] sorted = [.. values.Select(get).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    // More digits than a measurement has only make files hard to read.
    private sealed class Rounded : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(Math.Round(value, Math.Abs(value) >= 100 ? 1 : 4));
    }
}
