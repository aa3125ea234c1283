using System.Collections.Concurrent;

namespace HrefCrm.Host.Tests;

/// <summary>
/// The server dies or is taken out of service, its streaming standby is promoted, and the address moves: the host goes on within five seconds, and what was
/// answered with 201 is there.
/// </summary>
public class FailoverTests
{
    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("it dies, and the address moves when the standby is promoted")]
    [InlineData("it dies, and the address moves before the standby is promoted")]
    [InlineData("it becomes read-only, and connections that are open go on leading to it")]
    [InlineData("it dies, and the connection string names both")]
    [InlineData("it becomes read-only, and the connection string names both")]
    public async Task The_intake_and_the_pages_go_on_within_five_seconds(string how)
    {
        await using var server = await ReplicatedServer.StartAsync();
        var connectionString = how.EndsWith("names both", StringComparison.Ordinal) ? server.BothConnectionString : server.ConnectionString;
        var tenant = await new Cli(connectionString).ProvisionAsync();
        await using var host = await TestHost.StartAsync(connectionString, "Environment=Development");
        (await host.SendUntilAsync(201, () => new Request(tenant), AWhile)).ShouldBeAccepted();
        // Connections of pages wait in the pool.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new Browser(host.Address).GetAsync(tenant.Invite)));

        var accepted = new ConcurrentQueue<(string Email, Guid LeadId)>();
        var refused = 0;
        using var enough = new CancellationTokenSource();
        var load = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                var request = new Request(tenant);
                var answer = await host.SendAsync(request);
                if (answer.Status == 201)
                    accepted.Enqueue((request.Email, answer.ShouldBeAccepted().LeadId));
                else
                    answer.ShouldBe(503, "internal_error");
                Interlocked.Add(ref refused, answer.Status == 201 ? 0 : 1);
            }
        })).ToArray();
        await GetFurtherAsync(() => accepted.Count, 200);

        if (how.StartsWith("it dies", StringComparison.Ordinal))
            await server.CrashAsync();
        else
            await server.MakeReadOnlyAsync();
        if (how.Contains("before", StringComparison.Ordinal))
        {
            server.MoveAddress(cut: true);
            await GetFurtherAsync(() => refused, 1);
        }

        await server.PromoteAsync();
        server.MoveAddress(cut: how.StartsWith("it dies", StringComparison.Ordinal));
        var made = new Cli(server.StandbyConnectionString).ProvisionAsync();
        (await host.SendUntilAsync(201, () => new Request(tenant), FiveSeconds)).ShouldBeAccepted();
        var browser = new Browser(host.Address);
        await Until.TrueAsync(async () => (await browser.GetAsync(tenant.Host, "/")).Status == 200, FiveSeconds);
        Page invite = null!;
        await Until.TrueAsync(async () => (invite = await browser.GetAsync(tenant.Invite)).Status == 200, FiveSeconds);
        await browser.SubmitAsync(invite, "accept-as-new", ("New.NewPassword", IdentityFixture.Password));
        (await browser.IsSignedInAsync(tenant.Host)).ShouldBeTrue();
        // What the new server has, the host hears of.
        var later = await made;
        (await host.SendUntilAsync(201, () => new Request(later), FiveSeconds)).ShouldBeAccepted();
        await GetFurtherAsync(() => accepted.Count, 200);

        await enough.CancelAsync();
        await Task.WhenAll(load);
        var stored = (await new StoredLeads(server.StandbyConnectionString)
                .QueryAsync("SELECT email, id FROM leads.leads WHERE email = ANY($1)", accepted.Select(a => a.Email).ToList()))
            .Select(r => ((string)r["email"]!, (Guid)r["id"]!));
        stored.Order().ShouldBe(accepted.Order());

        async Task GetFurtherAsync(Func<int> count, int by)
        {
            var goal = count() + by;
            await Until.TrueAsync(() => Task.FromResult(count() >= goal || load.Any(t => t.IsFaulted)), AWhile);
        }
    }
}
