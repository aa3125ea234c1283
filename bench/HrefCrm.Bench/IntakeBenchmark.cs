namespace HrefCrm.Bench;

/// <summary>The intake beside what it is compared with, in interleaved rounds of one run.</summary>
internal static class IntakeBenchmark
{
    private const int ProofRequests = 20_000;

    public static async Task RunAsync(Stage stage, BenchOptions options)
    {
        using var host = await stage.StartHostAsync();
        using var bareServer = await stage.StartBareAsync();
        var product = Contender.Product(stage, host);
        var bare = Contender.Bare(stage, bareServer);
        var pgbench = Contender.Pgbench(stage);
        var pgbenchCopy = Contender.Pgbench(stage, "bench.leads");
        var http = Contender.HttpOnly(stage, bareServer);

        Console.WriteLine($"warming each for {options.Warm} s");
        foreach (var contender in new[] { product, bare, http })
            await contender.RunAsync(options.Warm);
        await pgbench.RunAsync(Math.Min(options.Warm, 5));

        var rounds = new List<IntakeRound>();
        for (var i = 1; i <= options.Rounds; i++)
        {
            Console.WriteLine($"round {i} of {options.Rounds}");
            rounds.Add(await RoundAsync());
        }

        var results = new IntakeResults(
            DateTime.UtcNow, await stage.DescribeAsync(), BenchOptions.Connections, options.Seconds, options.Warm, rounds,
            rounds.Median(r => r.Product.Rps),
            rounds.Median(r => r.Bare.Rps),
            rounds.Median(r => r.Pgbench.Rps),
            rounds.Median(r => r.PgbenchCopy.Rps),
            rounds.Median(r => r.HttpOnly.Rps),
            rounds.Median(r => r.RatioToPgbench),
            rounds.Median(r => r.RatioToPgbenchCopy),
            rounds.Median(r => r.RatioToBare),
            rounds.Median(r => r.ProductAtHalf.P50Ms),
            rounds.Median(r => r.ProductAtHalf.P99Ms),
            rounds.Median(r => r.BareAtHalf.P50Ms),
            rounds.Median(r => r.BareAtHalf.P99Ms),
            rounds.Median(r => r.BareAtProductHalf.P99Ms),
            rounds.Median(r => r.ProductSingle.P50Ms),
            rounds.Median(r => r.BareSingle.P50Ms),
            rounds.Median(r => r.SingleRatio),
            rounds.Median(r => r.Product.RssMb));
        Console.WriteLine();
        Console.WriteLine(Tables.Intake(results));
        Results.Save(options, "intake.json", results);

        async Task<IntakeRound> RoundAsync()
        {
            var p = await product.MeasureAsync(stage, options.Seconds);
            var g = await pgbench.MeasureAsync(stage, options.Seconds);
            var b = await bare.MeasureAsync(stage, options.Seconds);
            var c = await pgbenchCopy.MeasureAsync(stage, options.Seconds);
            var h = await http.MeasureAsync(stage, options.Seconds);
            var productHalf = await LatencyAsync("product, its half", host, p.Rps / 2);
            var bareHalf = await LatencyAsync("bare, its half", bareServer, b.Rps / 2);
            var bareSame = await LatencyAsync("bare, same rate", bareServer, p.Rps / 2);
            var productSingle = await LatencyAsync("product, single", host, null);
            var bareSingle = await LatencyAsync("bare, single", bareServer, null);
            return new(
                p, b, g, c, h, p.Rps / g.Rps, p.Rps / c.Rps, p.Rps / b.Rps, productHalf, bareHalf, bareSame,
                productSingle, bareSingle, productSingle.P50Ms / bareSingle.P50Ms, await ProveAsync());
        }

        async Task<Latency> LatencyAsync(string name, Server server, double? rate)
        {
            await stage.ResetAsync(empty: true);
            var (latency, _) = Load.Run(
                server.Port, server == host ? "/api/leads/intake" : "/leads", $"bench.{Stage.BaseDomain}", stage.ApiKey,
                rate is null ? 1 : BenchOptions.Connections, rate, options.Seconds);
            Console.WriteLine($"  {name,-18} {rate,8:N0}/s   p50 {latency.P50Ms,6:N2} ms   p99 {latency.P99Ms,6:N2} ms");
            return latency;
        }

        async Task<Proof> ProveAsync()
        {
            await stage.ResetAsync(empty: true);
            var (_, ids) = Load.Run(
                host.Port, "/api/leads/intake", $"bench.{Stage.BaseDomain}", stage.ApiKey, BenchOptions.Connections, count: ProofRequests);
            var stored = await stage.LeadIdsAsync();
            var proof = new Proof(ProofRequests, ids.Count, await stage.CountAsync("leads.leads"), stored.SetEquals(ids));
            return proof is { SameIds: true, Answered201: ProofRequests, Rows: ProofRequests }
                ? proof
                : throw new BenchException($"{ids.Count} answers of 201, {proof.Rows} rows, and their ids are{(proof.SameIds ? "" : " not")} the same");
        }
    }
}
