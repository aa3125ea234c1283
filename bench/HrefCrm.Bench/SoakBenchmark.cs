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
        var running = product.RunAsync(options.Seconds);
        do
        {
            Console.WriteLine($"  {samples.Count * 10,4} s  {host.RssMb,6:N1} MB");
            samples.Add(host.RssMb);
        }
        while (await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(10))) != running);

        var run = await running;
        var third = Math.Max(1, samples.Count / 3);
        var (first, last) = (samples[..third].Median(s => s), samples[^third..].Median(s => s));
        // Flat: no higher at the end than at the beginning by more than a collector's ordinary swing.
        var results = new SoakResults(
            DateTime.UtcNow, await stage.DescribeAsync(), BenchOptions.Connections, options.Seconds, run.Answered / run.Seconds, run.Answered,
            first, last, samples.Max(), last <= first * 1.05 + 2, samples);
        Console.WriteLine($"\n{Tables.Soak(results)}");
        Results.Save(options, "soak.json", results);
    }
}
