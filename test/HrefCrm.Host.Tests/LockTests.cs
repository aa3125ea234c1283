using System.Diagnostics;
using Npgsql;

namespace HrefCrm.Host.Tests;

/// <summary>Somebody keeps a row of one tenant locked: what one tenant does stops no other. This class has a host of its own.</summary>
public class LockTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_locked_key_stops_nobody_and_its_use_is_stored_afterwards()
    {
        var (locked, other) = (await fixture.Cli.ProvisionAsync(), await fixture.Cli.ProvisionAsync());
        await using (await LockAsync($"SELECT FROM tenancy.api_keys WHERE tenant_id = '{locked.Id}' FOR UPDATE"))
        {
            foreach (var tenant in new[] { locked, other })
                (await fixture.Host.SendUntilAsync(201, () => new Request(tenant), TimeSpan.FromSeconds(2))).ShouldBeAccepted();
            // Longer than tenants and keys are trusted that cannot be followed.
            var began = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(7))
            {
                (await fixture.Host.SendAsync(new Request(locked))).ShouldBeAccepted();
                (await fixture.Host.SendAsync(new Request(other))).ShouldBeAccepted();
            }

            await Until.TrueAsync(() => WasUsedAsync(other), AWhile);
            (await WasUsedAsync(locked)).ShouldBeFalse();
            var made = await fixture.Cli.ProvisionAsync();
            (await fixture.Host.SendUntilAsync(201, () => new Request(made), TimeSpan.FromSeconds(2))).ShouldBeAccepted();
        }

        await Until.TrueAsync(() => WasUsedAsync(locked), AWhile);
    }

    [Theory]
    [InlineData("SELECT FROM leads.pipeline_stages WHERE tenant_id = '{0}' FOR UPDATE", false, "New")]
    [InlineData("DELETE FROM leads.pipeline_stages WHERE tenant_id = '{0}' AND name = 'New'", false, "New")]
    [InlineData("DELETE FROM leads.pipeline_stages WHERE tenant_id = '{0}' AND name = 'New'", true, "Contacted")]
    public async Task Leads_of_a_tenant_whose_stage_is_locked_wait_and_nobody_elses_do(string sql, bool commit, string stage)
    {
        var (locked, other) = (await ProvisionAsync(), fixture.Acme);
        var held = Enumerable.Range(0, 12).Select(_ => new Request(locked)).ToList();
        List<Task<Answer>> waiting;
        await using (var holder = await LockAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, locked.Id)))
        {
            waiting = [.. held.Select(fixture.Host.SendAsync)];
            for (var i = 0; i < 10; i++)
            {
                var began = Stopwatch.GetTimestamp();
                (await fixture.Host.SendAsync(new Request(other))).ShouldBeAccepted();
                Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(1));
            }

            waiting.ShouldAllBe(w => !w.IsCompleted);
            if (commit)
                await holder.CommitAsync();
        }

        foreach (var answer in await Task.WhenAll(waiting))
        {
            var lead = await fixture.Leads.ReadAsync(answer.ShouldBeAccepted().LeadId);
            (await fixture.Leads.QueryAsync("SELECT name FROM leads.pipeline_stages WHERE tenant_id = $1 AND id = $2", locked.Id, lead["stage_id"]!))
                .ShouldHaveSingleItem()["name"].ShouldBe(stage);
        }

        (await fixture.Leads.CountAsync("tenant_id = $1 AND email = ANY($2)", locked.Id, held.ConvertAll(r => r.Email))).ShouldBe(held.Count);
    }

    [Fact]
    public async Task Leads_that_wait_for_a_lock_for_too_long_are_refused_and_not_stored()
    {
        var (locked, other) = (await ProvisionAsync(), fixture.Acme);
        await using var host = await TestHost.StartAsync(fixture.ConnectionString, "Leads:WriteTimeout=00:00:01");
        var held = Enumerable.Range(0, 5).Select(_ => new Request(locked)).ToList();
        await using (await LockAsync($"SELECT FROM leads.pipeline_stages WHERE tenant_id = '{locked.Id}' FOR UPDATE"))
        {
            var refusals = held.ConvertAll(host.SendAsync);
            foreach (var answer in await Task.WhenAll(refusals))
            {
                answer.ShouldBe(503, "internal_error");
                answer.Header("Retry-After").ShouldBe("1");
            }

            (await host.SendAsync(new Request(other))).ShouldBeAccepted();
        }

        (await host.SendAsync(new Request(locked))).ShouldBeAccepted();
        (await fixture.Leads.CountAsync("email = ANY($1)", held.ConvertAll(r => r.Email))).ShouldBe(0);
    }

    [Fact]
    public async Task Tenants_go_on_in_one_batch_with_several_that_are_locked()
    {
        Tenant[] locked = [await ProvisionAsync(), await ProvisionAsync()];
        Tenant[] others = [fixture.Acme, fixture.BigFirm];
        List<Task<Answer>> waiting;
        await using (await LockAsync($"SELECT FROM leads.pipeline_stages WHERE tenant_id IN ({string.Join(", ", locked.Select(t => $"'{t.Id}'"))}) FOR UPDATE"))
        {
            waiting = [.. locked.SelectMany(t => Enumerable.Range(0, 10).Select(_ => fixture.Host.SendAsync(new Request(t))))];
            var began = Stopwatch.GetTimestamp();
            var free = await Task.WhenAll(others.SelectMany(t => Enumerable.Range(0, 20).Select(_ => fixture.Host.SendAsync(new Request(t)))));
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(3));
            foreach (var answer in free)
                answer.ShouldBeAccepted();
        }

        foreach (var answer in await Task.WhenAll(waiting))
            answer.ShouldBeAccepted();
        foreach (var tenant in locked)
            (await fixture.Leads.CountAsync("tenant_id = $1", tenant.Id)).ShouldBe(11);
    }

    private async Task<Tenant> ProvisionAsync()
    {
        var tenant = await fixture.Cli.ProvisionAsync();
        (await fixture.Host.SendUntilAsync(201, () => new Request(tenant), TimeSpan.FromSeconds(5))).ShouldBeAccepted();
        // Not in the way of a stage that is to be deleted.
        await fixture.ExecuteAsync($"UPDATE leads.leads SET stage_id = NULL WHERE tenant_id = '{tenant.Id}'");
        return tenant;
    }

    private async Task<bool> WasUsedAsync(Tenant tenant) =>
        (await fixture.Leads.QueryAsync("SELECT last_used_at FROM tenancy.api_keys WHERE tenant_id = $1", tenant.Id))[0]["last_used_at"] is not null;

    private async Task<Holder> LockAsync(string sql)
    {
        var connection = new NpgsqlConnection(fixture.ConnectionString);
        await connection.OpenAsync();
        var holder = new Holder(connection);
        await holder.ExecuteAsync($"BEGIN; {sql}");
        return holder;
    }

    private sealed class Holder(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }

        public Task CommitAsync() => ExecuteAsync("COMMIT");

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
