namespace HrefCrm.Bench;

/// <summary>The intake beside what it is compared with, in interleaved rounds of one run.</summary>
internal static class IntakeBenchmark
{
    private const int ProofRequests = 20_000;

    public static async Task RunAsync(Stage stage, BenchOptions options)
    {
        using var host = await stage.StartHostAsync();
        using var bare = await stage.StartBareAsync();
        Contender[] contenders =
        [
            Contender.Product(stage, host), Contender.Pgbench(stage), Contender.Bare(stage, bare), Contender.HttpOnly(stage, bare),
        ];
        Console.WriteLine($"warming each for {options.Warm} s");
        foreach (var contender in contenders)
            await contender.RunAsync(contender.Server is null ? 5 : options.Warm);

        var rounds = new List<IntakeRound>();
        for (var i = 0; i < options.Rounds; i++)
        {
            Console.WriteLine($"round {i + 1} of {options.Rounds}");
            // Each begins a round in its turn, so that none always follows the same one.
            var full = new Dictionary<string, Measured>();
            foreach (var contender in contenders.Skip(i % contenders.Length).Concat(contenders.Take(i % contenders.Length)))
                full[contender.Name] = await contender.MeasureAsync(stage, options.Seconds);
            rounds.Add(await FinishRoundAsync(full));
        }

        double Full(string name) => rounds.Median(r => r.FullLoad[name].Rps);
        var results = new IntakeResults(
            DateTime.UtcNow, await stage.DescribeAsync(), BenchOptions.Connections, options.Seconds, options.Warm,
            Full("product"), Full("bare"), Full("pgbench"), Full("http_only"),
            rounds.Median(r => r.RatioToPgbench), rounds.Median(r => r.RatioToBare),
            rounds.Median(r => r.Latency["product_at_half"].P50Ms), rounds.Median(r => r.Latency["product_at_half"].P99Ms),
            rounds.Median(r => r.Latency["bare_at_half"].P50Ms), rounds.Median(r => r.Latency["bare_at_half"].P99Ms),
            rounds.Median(r => r.Latency["bare_at_product_half"].P99Ms),
            rounds.Median(r => r.Latency["product_single"].P50Ms), rounds.Median(r => r.Latency["bare_single"].P50Ms),
            rounds.Median(r => r.SingleRatio), rounds.Median(r => r.FullLoad["product"].RssMb), rounds);
        Console.WriteLine($"\n{Tables.Intake(results)}");
        Results.Save(options, "intake.json", results);

        async Task<IntakeRound> FinishRoundAsync(Dictionary<string, Measured> full)
        {
            var (product, half) = (full["product"].Rps, full["product"].Rps / 2);
            var latencies = new Dictionary<string, Latency>();
            foreach (var (name, rate) in new (string, double?)[]
            {
                ("product_at_half", half), ("bare_at_half", full["bare"].Rps / 2), ("bare_at_product_half", half), ("product_single", null), ("bare_single", null),
            })
            {
                await stage.ResetAsync(empty: true);
                var server = name.StartsWith("bare", StringComparison.Ordinal) ? bare : host;
                var latency = latencies[name] = Load.Run(stage, server, server == host, rate, options.Seconds).Latency;
                Console.WriteLine($"  {name,-20} {rate,8:N0}/s   p50 {latency.P50Ms,6:N2} ms   p99 {latency.P99Ms,6:N2} ms");
            }

            return new(
                full, latencies, product / full["pgbench"].Rps, product / full["bare"].Rps,
                latencies["product_single"].P50Ms / latencies["bare_single"].P50Ms, await ProveAsync());
        }

        async Task<Proof> ProveAsync()
        {
            await stage.ResetAsync(empty: true);
            var ids = Load.Run(stage, host, product: true, rate: null, count: ProofRequests).Ids;
            var stored = await stage.LeadIdsAsync();
            var proof = new Proof(ProofRequests, ids.Count, stored.Length, stored.ToHashSet().SetEquals(ids));
            return proof is { SameIds: true, Answered201: ProofRequests, Rows: ProofRequests }
                ? proof
                : throw new BenchException($"{ids.Count} answers of 201, {proof.Rows} rows, and their ids are{(proof.SameIds ? "" : " not")} the same");
        }
    }
}
