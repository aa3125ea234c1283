namespace HrefCrm.Host.Tests;

/// <summary>Contract, "Answers": 5xx, while the database is there. This class changes it, so it has one of its own.</summary>
public class ErrorTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private const string Poison = "poison";

    [Fact]
    public async Task A_row_that_the_database_refuses_is_500_in_JSON_and_its_neighbours_are_stored()
    {
        await fixture.ExecuteAsync($"ALTER TABLE leads.leads ADD CHECK (last_name <> '{Poison}')");
        await using var host = await TestHost.StartAsync(fixture.ConnectionString, "Leads:Writers=2", "Leads:QueueCapacity=63");
        var requests = Enumerable.Range(0, 64).Select(_ => new Request(fixture.Acme)).ToList();
        var writing = new List<Task<Answer>>();
        Task<Answer>[] answers;
        await using (await fixture.Leads.HoldAsync())
        {
            // While the table is held each of the two writers waits with one lead, and the others gather behind them to be written together.
            while (writing.Count < 2)
            {
                writing.Add(host.SendAsync(new Request(fixture.Acme)));
                await Until.TrueAsync(async () => await fixture.Leads.CountWaitingAsync() == writing.Count, TimeSpan.FromSeconds(10));
            }

            // One is refused when all the others have gathered.
            answers = [.. requests.Select((r, i) => host.SendAsync(IsBad(i) ? r.With($"\"last_name\":\"{Poison}\"") : r))];
            (await await Task.WhenAny(answers)).ShouldBe(503, "internal_error");
        }

        foreach (var answer in await Task.WhenAll(writing))
            answer.ShouldBeAccepted();
        var all = await Task.WhenAll(answers);
        all.Count(a => a.Status == 503).ShouldBe(1);
        foreach (var (i, answer) in all.Index().Where(a => a.Item.Status != 503))
        {
            if (IsBad(i))
                answer.ShouldBe(500, "internal_error");
            else
                answer.ShouldBeAccepted();
        }

        foreach (var (i, request) in requests.Index())
            (await fixture.Leads.CountByEmailAsync(request.Email)).ShouldBe(all[i].Status == 201 ? 1 : 0);

        static bool IsBad(int i) => i is 20 or 21 or 40;
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
    public async Task A_201_waits_for_the_commit()
    {
        var request = new Request(fixture.Acme);
        Task<Answer> answer;
        await using (await fixture.Leads.HoldAsync())
        {
            answer = fixture.Host.SendAsync(request);
            await Until.TrueAsync(async () => await fixture.Leads.CountWaitingAsync() == 1, TimeSpan.FromSeconds(10));
            answer.IsCompleted.ShouldBeFalse();
            await fixture.ShouldNotBeStoredAsync(request);
        }

        (await fixture.Leads.ReadAsync((await answer).ShouldBeAccepted().LeadId))["email"].ShouldBe(request.Email);
    }

    [Fact]
    public async Task Stages_that_cannot_be_read_are_503_and_the_host_goes_on_once_they_can()
    {
        await fixture.ExecuteAsync("REVOKE SELECT ON leads.pipeline_stages FROM hrefcrm_system");
        await using var host = await TestHost.StartAsync(fixture.ConnectionString);
        var request = new Request(fixture.Acme);
        var answer = await host.SendAsync(request);
        await fixture.ExecuteAsync("GRANT SELECT ON leads.pipeline_stages TO hrefcrm_system");

        answer.ShouldBe(503, "internal_error");
        await fixture.ShouldNotBeStoredAsync(request);
        (await host.SendAsync(request)).ShouldBeAccepted();
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
