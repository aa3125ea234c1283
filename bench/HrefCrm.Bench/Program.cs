using HrefCrm.Bench;

var what = args.FirstOrDefault() ?? "intake";
try
{
    var options = BenchOptions.Parse(args.Skip(1).ToArray(), what);
    if (what == "plot")
    {
        Plot.Write(options);
        return 0;
    }

    await using var stage = await Stage.StartAsync(options);
    await (what switch
    {
        "intake" => IntakeBenchmark.RunAsync(stage, options),
        "growth" => GrowthBenchmark.RunAsync(stage, options),
        "soak" => SoakBenchmark.RunAsync(stage, options),
        _ => throw new BenchException($"there is no benchmark '{what}'"),
    });
    return 0;
}
catch (BenchException e)
{
    await Console.Error.WriteLineAsync($"bench: {e.Message}");
    return 1;
}

namespace HrefCrm.Bench
{
    /// <summary>Something that makes going on pointless; its message is the one line that the user sees.</summary>
    internal sealed class BenchException(string message) : Exception(message);

    /// <summary>How long and how often to measure.</summary>
    internal sealed record BenchOptions(int Rounds, int Seconds, int Warm, string Out)
    {
        public const int Connections = 64;

        public static BenchOptions Parse(string[] args, string what)
        {
            string Value(string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : otherwise;
            int Number(string name, int otherwise) => int.TryParse(Value(name, ""), out var n) && n > 0 ? n : otherwise;
            return new(
                Number("--rounds", what == "growth" ? 3 : 5),
                Number("--seconds", what == "soak" ? 600 : 10),
                Number("--warm", 40),
                Path.GetFullPath(Value("--out", Path.Combine(Stage.Root, "bench", "results"))));
        }
    }
}
