namespace HrefCrm.Bench;

/// <summary>The intake against pgbench as tenants and stored leads grow.</summary>
internal static class GrowthBenchmark
{
    private static readonly (int Tenants, int Leads)[] Points = [(1, 0), (1000, 0), (1000, 1_000_000), (1000, 5_000_000), (100_000, 5_000_000), (100_000, 0)];

    public static async Task RunAsync(Stage stage, BenchOptions options)
    {
        var points = new List<GrowthPoint>();
        foreach (var (tenants, leads) in Points)
        {
            await stage.AddTenantsAsync(tenants);
            await AddLeadsAsync(stage, tenants, leads);
            points.Add(await MeasureAsync(stage, options, tenants, leads));
        }

        var results = new GrowthResults(DateTime.UtcNow, await stage.DescribeAsync(), BenchOptions.Connections, options.Seconds, options.Warm, points);
        Console.WriteLine($"\n{Tables.Growth(results)}");
        Results.Save(options, "growth.json", results);
    }

    private static async Task<GrowthPoint> MeasureAsync(Stage stage, BenchOptions options, int tenants, int leads)
    {
        Console.WriteLine($"{tenants:N0} tenants, {leads:N0} leads");
        using var host = await stage.StartHostAsync();
        await Task.Delay(1000);
        var startRss = host.RssMb;
        var product = Contender.Product(stage, host, tenants);
        var pgbench = Contender.Pgbench(stage, tenants: tenants);
        await product.RunAsync(options.Warm);

        var rounds = new List<GrowthRound>();
        for (var i = 0; i < options.Rounds; i++)
        {
            var p = await product.MeasureAsync(stage, options.Seconds, empty: leads == 0);
            var g = await pgbench.MeasureAsync(stage, options.Seconds, empty: leads == 0);
            rounds.Add(new(p, g, p.Rps / g.Rps));
        }

        return new(
            tenants, leads, host.StartUpSeconds, startRss, rounds.Max(r => r.Product.RssMb),
            rounds.Median(r => r.Product.Rps), rounds.Median(r => r.Pgbench.Rps), rounds.Median(r => r.RatioToPgbench), rounds);
    }

    private static async Task AddLeadsAsync(Stage stage, int tenants, int leads)
    {
        if (leads == 0)
            return;
        var missing = leads - await stage.CountLeadsAsync();
        if (missing <= 0)
            return;
        Console.WriteLine($"adding {missing:N0} leads");
        await stage.ExecuteAsync(
            $"""
            INSERT INTO leads.leads (tenant_id, id, stage_id, created_at, updated_at, status, first_name, last_name, email, phone, source, metadata)
            SELECT t, ((1600000000000000 + i)::text || (1000000000000000 + floor(random() * 8999999999999999)::bigint)::text)::uuid, t, now(), now(), 'new',
              'Ada', 'Lovelace', 'ada.' || m || '@example.com', '+1555' || m, 'website', '{"{"}"page":"/contact"{"}"}'
            FROM (SELECT i, ('00000000-0000-7000-8000-' || (100000000001 + i % {tenants})::text)::uuid AS t,
              (100000000 + floor(random() * 900000000)::int)::text AS m FROM generate_series(1, {missing}) i) l
            """);
        await stage.ExecuteAsync("VACUUM ANALYZE leads.leads");
    }
}
