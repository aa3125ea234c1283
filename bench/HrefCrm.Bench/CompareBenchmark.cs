namespace HrefCrm.Bench;

/// <summary>This build's intake beside another build's on the same database, in interleaved rounds of one run: what a change costs.</summary>
internal static class CompareBenchmark
{
    public static async Task RunAsync(Stage stage, BenchOptions options)
    {
        if (options.Against is not { } against || !File.Exists(Stage.Assembly(Path.Combine(against, Stage.Host))))
            throw new BenchException("give the other build: bench/run compare --against DIR, a checkout in which src/HrefCrm.Host was built for Release");
        using var host = await stage.StartHostAsync();
        using var other = await stage.StartHostAsync(Path.Combine(against, Stage.Host));
        Contender[] contenders = [Contender.Product(stage, host), Contender.Product(stage, other) with { Name = "against" }];
        Console.WriteLine($"warming each for {options.Warm} s");
        foreach (var contender in contenders)
            await contender.RunAsync(options.Warm);

        var rounds = new List<CompareRound>();
        for (var i = 0; i < options.Rounds; i++)
        {
            Console.WriteLine($"round {i + 1} of {options.Rounds}");
            var full = new Dictionary<string, Measured>();
            foreach (var contender in contenders.Skip(i % contenders.Length).Concat(contenders.Take(i % contenders.Length)))
                full[contender.Name] = await contender.MeasureAsync(stage, options.Seconds);
            rounds.Add(new(full, full["product"].Rps / full["against"].Rps));
        }

        var results = new CompareResults(
            DateTime.UtcNow, await stage.DescribeAsync(), BenchOptions.Connections, options.Seconds, options.Warm,
            rounds.Median(r => r.FullLoad["product"].Rps), rounds.Median(r => r.FullLoad["against"].Rps), rounds.Median(r => r.Ratio), rounds);
        Console.WriteLine($"\nthis build to the other: {results.Ratio:P1}");
        Results.Save(options, "compare.json", results);
    }
}
