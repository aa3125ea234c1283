namespace HrefCrm.Leads.Tests;

/// <summary>Leads that wait together are written together, whoever is in the way. This class holds the table, so it has a database of its own.</summary>
public class GroupCommitTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task Several_writers_on_several_hosts_store_each_lead_once()
    {
        await using var one = await TestHost.StartAsync(fixture.ConnectionString, "Leads:Writers=4");
        await using var other = await TestHost.StartAsync(fixture.ConnectionString, "Leads:Writers=4");
        var requests = Enumerable.Range(0, 400).Select(i => new Request(i % 3 == 0 ? fixture.BigFirm : fixture.Acme)).ToList();

        var answers = await Task.WhenAll(requests.Select((r, i) => (i % 2 == 0 ? one : other).SendAsync(r)));

        answers.Select(a => a.ShouldBeAccepted().LeadId).Distinct().Count().ShouldBe(requests.Count);
        foreach (var request in requests)
            (await fixture.Leads.CountByEmailAsync(request.Email)).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_taken_is_written_before_the_host_ends()
    {
        var host = await TestHost.StartAsync(fixture.ConnectionString, "Leads:QueueCapacity=19");
        var first = new Request(fixture.Acme);
        var others = Enumerable.Range(0, 20).Select(_ => new Request(fixture.Acme)).ToList();
        Task ending;
        await using (await fixture.Leads.HoldAsync())
        {
            _ = host.SendAsync(first);
            await Until.TrueAsync(async () => await fixture.Leads.CountWaitingAsync() == 1, TimeSpan.FromSeconds(10));
            // Two are refused when all the others have been taken: as many wait aside as the queue holds, the first among them.
            var answers = others.ConvertAll(host.SendAsync);
            for (var refused = 0; refused < 2; refused++)
            {
                var answered = await Task.WhenAny(answers);
                answers.Remove(answered);
                (await answered).ShouldBe(503, "internal_error");
            }

            // The callers go as well, so nobody waits for an answer.
            ending = host.DisposeAsync().AsTask();
        }

        await ending;

        (await fixture.Leads.CountByEmailAsync(first.Email)).ShouldBe(1);
        var stored = await Task.WhenAll(others.Select(r => fixture.Leads.CountByEmailAsync(r.Email)));
        stored.Sum().ShouldBe(18);
        stored.Max().ShouldBe(1);
    }

    [Fact]
    public async Task A_caller_who_goes_away_before_the_answer_changes_nothing_for_others()
    {
        var gone = new Request(fixture.Acme);
        var others = Enumerable.Range(0, 10).Select(_ => new Request(fixture.Acme)).ToList();
        Task<Answer>[] answers;
        await using (await fixture.Leads.HoldAsync())
        {
            // The first to come writes on its own behalf, and then for the others.
            await using var connection = await fixture.Host.ConnectAsync();
            await connection.WriteAsync(gone.ToWire($"Content-Length: {gone.Body!.Length}\r\n", gone.Lead()));
            await Until.TrueAsync(async () => await fixture.Leads.CountWaitingAsync() == 1, TimeSpan.FromSeconds(10));
            answers = [.. others.Select(fixture.Host.SendAsync)];
            connection.Reset();
        }

        foreach (var answer in await Task.WhenAll(answers))
            answer.ShouldBeAccepted();
        foreach (var request in others.Append(gone))
            (await fixture.Leads.CountByEmailAsync(request.Email)).ShouldBe(1);
    }
}
