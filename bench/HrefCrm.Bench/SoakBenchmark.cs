using System.Diagnostics;

namespace HrefCrm.Bench;

/// <summary>Ten minutes at full load: does memory grow?</summary>
internal static class SoakBenchmark
{
    public static async Task RunAsync(Stage stage, BenchOptions options)
    {
        using var host = await stage.StartHostAsync();
        var product = Contender.Product(stage, host);
        Console.WriteLine($"warming for {options.Warm} s, then {options.Seconds} s at full load");
        await product.RunAsync(options.Warm);
        await stage.ResetAsync(empty: true);

        var samples = new List<double>();
        var began = Stopwatch.GetTimestamp();
        var running = product.RunAsync(options.Seconds);
        do
        {
            samples.Add(host.RssMb);
            Console.WriteLine($"  {Stopwatch.GetElapsedTime(began).TotalSeconds,4:N0} s  {samples[^1],6:N1} MB");
        }
        while (await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(10))) != running);

        var run = await running;
        var slope = SlopePerSample(samples) * 6;
        // Flat: the last third lies no higher than the first by more than a collector's ordinary swing.
        var third = Math.Max(1, samples.Count / 3);
        var flat = samples[^third..].Median(s => s) <= samples[..third].Median(s => s) * 1.05 + 2;
        Console.WriteLine($"{run.Answered / run.Seconds:N0}/s; at most {samples.Max():N0} MB; {slope:+0.0;-0.0} MB a minute: {(flat ? "flat" : "not flat")}");
        Results.Save(options, "soak.json", new SoakResults(
            DateTime.UtcNow, await stage.DescribeAsync(), BenchOptions.Connections, options.Seconds, run.Answered / run.Seconds, run.Answered,
            samples.Max(), slope, flat, samples));
    }

    private static double SlopePerSample(List<double> samples)
    {
        var (middle, mean) = ((samples.Count - 1) / 2.0, samples.Average());
        var spread = samples.Select((_, i) => (i - middle) * (i - middle)).Sum();
        return spread == 0 ? 0 : samples.Select((s, i) => (i - middle) * (s - mean)).Sum() / spread;
    }
}
