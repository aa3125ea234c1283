using System.Collections.Concurrent;
using System.Diagnostics;

namespace HrefCrm.Host.Tests;

/// <summary>The database is stopped in mid-run and comes back.</summary>
public class DatabaseAwayTests(OwnCluster cluster) : IClassFixture<OwnCluster>
{
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Without_it_the_answer_is_503_and_the_host_recovers_by_itself()
    {
        await using var host = await TestHost.StartAsync(cluster.ConnectionString);
        var tenant = await new Cli(cluster.ConnectionString).ProvisionAsync();
        (await host.SendUntilAsync(201, () => new Request(tenant), TimeSpan.FromSeconds(1))).ShouldBeAccepted();

        await cluster.StopAsync("immediate");
        var refused = Enumerable.Range(0, 10).Select(_ => new Request(tenant)).ToList();
        var began = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(refused.Select(host.SendAsync));

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(12));
        foreach (var answer in answers)
        {
            answer.ShouldBe(503, "internal_error");
            answer.Header("Retry-After").ShouldNotBeNull().ShouldMatch(@"\A[1-9]\d*\z");
        }

        // What it knew of tenants and keys is not trusted any more.
        var wrongKey = new Request(tenant) { Key = "hcrm_wrong" };
        var wrongHost = new Request(tenant) { Host = "nobody-has-this.localtest.me" };
        (await host.SendUntilAsync(503, () => wrongKey, AWhile)).ShouldBe(503, "internal_error");
        (await host.SendAsync(wrongHost)).ShouldBe(503, "internal_error");
        await using var startedMeanwhile = await TestHost.StartAsync(cluster.ConnectionString);
        (await startedMeanwhile.SendAsync(new Request(tenant))).ShouldBe(503, "internal_error");

        await cluster.StartAsync();
        foreach (var each in new[] { host, startedMeanwhile })
        {
            (await each.SendUntilAsync(201, () => new Request(tenant), AWhile)).ShouldBeAccepted();
            (await each.SendAsync(wrongKey)).ShouldBe(401, "invalid_api_key");
            (await each.SendAsync(wrongHost)).ShouldBe(404, "tenant_not_found");
        }

        foreach (var request in refused)
            (await cluster.Leads.CountByEmailAsync(request.Email)).ShouldBe(0);
    }

    [Theory]
    [InlineData("it has stopped")]
    [InlineData("it is read-only")]
    public async Task A_page_that_is_asked_for_meanwhile_is_503_and_says_to_try_again(string how)
    {
        await using var host = await TestHost.StartAsync(cluster.ConnectionString, "Environment=Development");
        var tenant = await new Cli(cluster.ConnectionString).ProvisionAsync();
        (await host.SendUntilAsync(201, () => new Request(tenant), TimeSpan.FromSeconds(1))).ShouldBeAccepted();
        var (member, visitor) = (new Browser(host.Address), new Browser(host.Address));
        await member.SubmitAsync(await member.GetAsync(tenant.Invite), "accept-as-new", ("New.NewPassword", IdentityFixture.Password));
        var signIn = await visitor.GetAsync(tenant.Host, "/");

        try
        {
            if (how == "it has stopped")
                await cluster.StopAsync("immediate");
            else
                await cluster.SetReadOnlyAsync(true);

            foreach (var answer in new[]
            {
                await visitor.SubmitAsync(signIn, "sign-in", ("Input.Email", tenant.AdminEmail), ("Input.Password", IdentityFixture.Password)),
                await visitor.GetAsync(tenant.Invite),
                await member.GetAsync(tenant.Host, "/account"),
                await member.GetAsync(tenant.Host, "/crm/settings/team"),
            })
            {
                answer.Status.ShouldBe(503, answer.Path);
                answer.Text.ShouldContain("Try again in a");
            }
        }
        finally
        {
            await cluster.StartAsync();
            await cluster.SetReadOnlyAsync(false);
        }

        await Until.TrueAsync(async () => await member.IsSignedInAsync(tenant.Host), AWhile);
    }

    [Fact]
    public async Task Across_a_crash_under_load_each_201_is_stored_once_and_nothing_else_is()
    {
        await using var host = await TestHost.StartAsync(cluster.ConnectionString);
        var tenant = await new Cli(cluster.ConnectionString).ProvisionAsync();
        (await host.SendUntilAsync(201, () => new Request(tenant), TimeSpan.FromSeconds(1))).ShouldBeAccepted();
        var accepted = new ConcurrentQueue<(string Email, Guid LeadId)>();
        var refused = new ConcurrentQueue<string>();
        using var enough = new CancellationTokenSource();
        var load = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                var request = new Request(tenant);
                var answer = await host.SendAsync(request);
                if (answer.Status == 503)
                    refused.Enqueue(request.Email);
                else
                    accepted.Enqueue((request.Email, answer.ShouldBeAccepted().LeadId));
            }
        })).ToArray();

        for (var crashes = 0; crashes < 2; crashes++)
        {
            await GetFurtherAsync();
            await cluster.StopAsync("immediate");
            await cluster.StartAsync();
        }

        await GetFurtherAsync();
        await enough.CancelAsync();
        await Task.WhenAll(load);

        var emails = accepted.Select(a => a.Email).Concat(refused).ToList();
        var stored = (await cluster.Leads.QueryAsync("SELECT email, id FROM leads.leads WHERE email = ANY($1)", emails))
            .Select(r => ((string)r["email"]!, (Guid)r["id"]!));
        stored.Order().ShouldBe(accepted.Order());

        async Task GetFurtherAsync()
        {
            var goal = accepted.Count + 500;
            await Until.TrueAsync(() => Task.FromResult(accepted.Count >= goal || load.Any(t => t.IsFaulted)), AWhile);
        }
    }
}
