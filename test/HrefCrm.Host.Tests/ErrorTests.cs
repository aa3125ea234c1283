namespace HrefCrm.Host.Tests;

/// <summary>Contract, "Answers": 5xx, while the database is there. This class changes it, so it has one of its own.</summary>
public class ErrorTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private const string Poison = "poison";

    [Fact]
    public async Task A_row_that_the_database_refuses_is_500_in_JSON_and_its_neighbours_are_stored()
    {
        await fixture.ExecuteAsync($"ALTER TABLE leads.leads ADD CHECK (last_name <> '{Poison}')");
        var good = Enumerable.Range(0, 60).Select(_ => new Request(fixture.Acme)).ToList();
        var bad = Enumerable.Range(0, 3).Select(_ => new Request(fixture.Acme)).ToList();
        Task<Answer>[] answers;
        await using (await fixture.Leads.HoldAsync())
        {
            // While the table is held, leads gather in the queue and are then written together.
            answers = [.. good.Take(30).Concat(bad.Select(b => b.With($"\"last_name\":\"{Poison}\""))).Concat(good.Skip(30)).Select(fixture.Host.SendAsync)];
            await Until.TrueAsync(async () => await fixture.Leads.CountWaitingAsync() == 2, TimeSpan.FromSeconds(10));
        }

        var all = await Task.WhenAll(answers);

        foreach (var answer in all[..30].Concat(all[^30..]))
            answer.ShouldBeAccepted();
        foreach (var answer in all[30..^30])
            answer.ShouldBe(500, "internal_error");
        foreach (var request in good)
            (await fixture.Leads.CountByEmailAsync(request.Email)).ShouldBe(1);
        foreach (var request in bad)
            await fixture.ShouldNotBeStoredAsync(request);
    }

    [Fact]
    public async Task Past_a_full_queue_the_answer_is_503_and_nothing_is_stored()
    {
        await using var host = await TestHost.StartAsync(fixture.ConnectionString, "Leads:QueueCapacity=1");
        (await host.SendAsync(new Request(fixture.Acme))).ShouldBeAccepted();
        var requests = Enumerable.Range(0, 20).Select(_ => new Request(fixture.Acme)).ToList();
        Task<Answer>[] answers;
        await using (await fixture.Leads.HoldAsync())
        {
            // While the table is held nothing is written, so whoever is answered was refused.
            answers = [.. requests.Select(host.SendAsync)];
            var refused = await await Task.WhenAny(answers);
            refused.ShouldBe(503, "internal_error");
            refused.Header("Retry-After").ShouldNotBeNull().ShouldMatch(@"\A[1-9]\d*\z");
        }

        foreach (var (request, answer) in requests.Zip(await Task.WhenAll(answers)))
            (await fixture.Leads.CountByEmailAsync(request.Email)).ShouldBe(answer.Status == 201 ? 1 : 0);
        answers.Count(a => a.Result.Status == 201).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_database_that_refuses_all_writing_is_503_and_the_host_goes_on_once_it_can()
    {
        await using var host = await TestHost.StartAsync(fixture.ConnectionString, "Leads:WriteTimeout=00:00:00.5");
        (await host.SendAsync(new Request(fixture.Acme))).ShouldBeAccepted();
        var request = new Request(fixture.Acme);

        await fixture.ExecuteAsync("REVOKE INSERT ON leads.leads FROM hrefcrm_intake");
        var answer = await host.SendAsync(request);
        await fixture.ExecuteAsync("GRANT INSERT ON leads.leads TO hrefcrm_intake");

        answer.ShouldBe(503, "internal_error");
        await fixture.ShouldNotBeStoredAsync(request);
        (await host.SendAsync(new Request(fixture.Acme))).ShouldBeAccepted();
    }
}
