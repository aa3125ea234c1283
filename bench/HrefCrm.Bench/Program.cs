using HrefCrm.Bench;
using Npgsql;

var options = BenchOptions.Parse(args);
try
{
    if (options.What == "plot")
    {
        Plot.Write(options);
        return 0;
    }

    await using var stage = await Stage.StartAsync(options);
    await (options.What switch
    {
        "compare" => CompareBenchmark.RunAsync(stage, options),
        "growth" => GrowthBenchmark.RunAsync(stage, options),
        "pages" => PagesBenchmark.RunAsync(stage, options),
        "soak" => SoakBenchmark.RunAsync(stage, options),
        _ => IntakeBenchmark.RunAsync(stage, options),
    });
    return 0;
}
catch (Exception e) when (e is BenchException or NpgsqlException)
{
    await Console.Error.WriteLineAsync($"bench: {e.Message}");
    return 1;
}

namespace HrefCrm.Bench
{
    /// <summary>Something that makes going on pointless; its message is the one line that the user sees.</summary>
    internal sealed class BenchException(string message) : Exception(message);

    /// <summary>What to measure, how long and how often.</summary>
    internal sealed record BenchOptions(string What, int Rounds, int Seconds, int Warm, string Out, string? Against)
    {
        public const int Connections = 64;

        public static BenchOptions Parse(string[] args)
        {
            string? Value(string name) => args.SkipWhile(a => a != name).ElementAtOrDefault(1);
            int Number(string name, int otherwise) => int.TryParse(Value(name), out var n) && n > 0 ? n : otherwise;
            return new(
                args[0], Number("--rounds", args[0] == "growth" ? 3 : 5), Number("--seconds", args[0] == "soak" ? 600 : 10), Number("--warm", 40),
                Path.GetFullPath(Value("--out") ?? "bench/results"), Value("--against"));
        }
    }
}
