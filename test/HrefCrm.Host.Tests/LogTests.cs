namespace HrefCrm.Host.Tests;

/// <summary>Contract, "Headers" and "Keys over their life": no log holds a key; nor does one hold what a lead says.</summary>
public class LogTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    [Theory]
    [InlineData("Warning")]
    [InlineData("Trace")]
    public async Task No_key_and_no_lead_is_logged_whatever_goes_wrong(string frameworksLevel)
    {
        using var log = new CapturedLog();
        await fixture.ExecuteAsync("ALTER TABLE leads.leads DROP CONSTRAINT IF EXISTS poison, ADD CONSTRAINT poison CHECK (last_name <> 'poison')");
        var good = new Request(fixture.Acme).With("\"phone\":\"+49 30 5550199\",\"metadata\":{\"secret\":\"xyzzy\"}");
        var wrongKey = $"hcrm_{new string('q', 43)}";
        var poisoned = good.With("\"last_name\":\"poison\",\"phone\":\"+49 30 5550199\",\"metadata\":{\"secret\":\"xyzzy\"}");
        var refused = new List<int>();

        await using (var host = await TestHost.StartAsync(
            fixture.ConnectionString,
            log,
            "Leads:WriteTimeout=00:00:00.3",
            "Leads:BodyTimeout=00:00:00.5",
            "Logging:LogLevel:Default=Trace",
            $"Logging:LogLevel:Microsoft={frameworksLevel}",
            $"Logging:LogLevel:Volo.Abp={frameworksLevel}",
            "Logging:LogLevel:Volo.Abp.AspNetCore.MultiTenancy.MultiTenancyMiddleware=Trace"))
        {
            (await host.SendAsync(good)).ShouldBeAccepted();
            Request[] wrong =
            [
                poisoned,
                good.With("\"zip\":1"),
                good.WithBody($"{{\"email\":\"{good.Email}"),
                good.WithBody($"{{\"email\":\"{good.Email} {good.Email}\"}}"),
                good.WithBody(good.Lead($"\"x\":\"{new string('x', 70_000)}\"")),
                good with { Key = wrongKey },
                good with { Key = fixture.BigFirm.ApiKey },
                good with { Host = "nobody-has-this.localtest.me" },
                good with { Path = "/api/nothing" },
                good with { Method = HttpMethod.Put },
                good with { ContentType = "text/plain" },
            ];
            foreach (var request in wrong)
                refused.Add((await host.SendAsync(request)).Status);

            await using (var connection = await host.ConnectAsync())
            {
                await connection.WriteAsync(good.ToWire($"Content-Length: {good.Body!.Length + 1}\r\n", good.Lead()));
                refused.Add((await connection.ReadAnswerAsync()).Status);
            }

            refused.Add((await host.SendWireAsync(good.ToWire("Transfer-Encoding: chunked\r\n", $"{good.Lead().Length:x}\r\n{good.Lead()}\r\nzz\r\n"))).Status);

            await fixture.ExecuteAsync("REVOKE INSERT ON leads.leads FROM hrefcrm_intake");
            refused.Add((await host.SendAsync(good)).Status);
            await fixture.ExecuteAsync("GRANT INSERT ON leads.leads TO hrefcrm_intake");
        }

        refused.ShouldBe([500, 400, 400, 400, 413, 401, 401, 404, 404, 405, 415, 408, 400, 503]);
        log.Entries.ShouldContain(e => e.Contains("SQLSTATE 23514", StringComparison.Ordinal));
        log.Entries.ShouldContain(e => e.Contains("could not be written", StringComparison.Ordinal));
        string[] secrets = [fixture.Acme.ApiKey[5..], fixture.BigFirm.ApiKey[5..], wrongKey[5..], good.Email, "5550199", "xyzzy"];
        foreach (var secret in secrets)
            log.Entries.ShouldNotContain(e => e.Contains(secret, StringComparison.OrdinalIgnoreCase), secret);
    }

    [Fact]
    public async Task What_a_caller_can_make_go_wrong_writes_no_line()
    {
        using var log = new CapturedLog();
        await using var host = await TestHost.StartAsync(fixture.ConnectionString, log);
        var good = new Request(fixture.Acme);
        Request[] requests =
        [
            good,
            good.WithBody("{"),
            good with { Key = "hcrm_wrong" },
            good with { Host = "nobody-has-this.localtest.me" },
            good with { Path = "/api/nothing" },
            good with { Method = HttpMethod.Put },
            good with { ContentType = "text/plain" },
            good.WithBody(new string(' ', 70_000)),
        ];
        var before = log.Lines.Count;

        foreach (var request in requests)
            await host.SendAsync(request);

        log.Lines.Skip(before).ShouldBeEmpty();
    }
}
