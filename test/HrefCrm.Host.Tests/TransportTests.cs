using System.Globalization;

namespace HrefCrm.Host.Tests;

/// <summary>Contract, "Answers": errors that arise below the application, and what is not HTTP at all.</summary>
[Collection(SharedHost.Name)]
public class TransportTests(HostFixture fixture)
{
    private const string Chunked = "Transfer-Encoding: chunked\r\n";
    private const string NotJson = "Body is not valid JSON";

    private readonly TestHost _host = fixture.Host;
    private readonly Tenant _acme = fixture.Acme;

    [Fact]
    public async Task A_body_in_chunks_of_any_size_is_taken()
    {
        foreach (var size in new[] { 1, 7, 4096 })
        {
            var request = new Request(_acme);
            var chunks = request.Lead($"\"source\":\"{new string('x', 200)}\"").Chunk(size).Select(c => Chunk(new string(c)));

            (await _host.SendWireAsync(request.ToWire(Chunked, string.Concat(chunks) + "0\r\n\r\n"))).ShouldBeAccepted();
            (await fixture.Leads.CountByEmailAsync(request.Email)).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_body_that_comes_byte_by_byte_is_taken()
    {
        var request = new Request(_acme).With("\"first_name\":\"Ada\"");
        await using var connection = await _host.ConnectAsync();
        foreach (var c in request.ToWire($"Content-Length: {request.Body!.Length}\r\n", System.Text.Encoding.Latin1.GetString(request.Body)))
            await connection.WriteAsync(c.ToString());

        (await connection.ReadAnswerAsync()).ShouldBeAccepted();
    }

    [Theory]
    [InlineData("zz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("-1\r\n{}\r\n0\r\n\r\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("2\r\n{}XX0\r\n\r\n")]
    [InlineData("1\r\n{}\r\n0\r\n\r\n")]
    [InlineData("fffffffffffffffff\r\n{}\r\n")]
    public async Task A_broken_chunk_is_400_in_JSON(string body)
    {
        (await _host.SendWireAsync(new Request(_acme).ToWire(Chunked, body))).ShouldBeInvalid(("", NotJson));
    }

    [Fact]
    public async Task A_chunk_that_breaks_after_a_whole_lead_stores_nothing()
    {
        var request = new Request(_acme);

        (await _host.SendWireAsync(request.ToWire(Chunked, Chunk(request.Lead()) + "zz\r\n"))).ShouldBeInvalid(("", NotJson));
        await fixture.ShouldNotBeStoredAsync(request);
    }

    [Fact]
    public async Task A_chunked_body_that_never_ends_is_413_once_past_the_limit()
    {
        await using var connection = await _host.ConnectAsync();
        await connection.WriteAsync(new Request(_acme).ToWire(Chunked));

        var answer = await connection.WriteUntilAnsweredAsync(Chunk(new string(' ', 1024)), atMost: 50_000);

        answer.ShouldBe(413, "payload_too_large");
    }

    [Fact]
    public async Task Chunks_that_are_all_framing_are_413_as_well()
    {
        await using var connection = await _host.ConnectAsync();
        await connection.WriteAsync(new Request(_acme).ToWire(Chunked) + "1;");

        var answer = await connection.WriteUntilAnsweredAsync(new string('x', 1024), atMost: 50_000);

        answer.ShouldBe(413, "payload_too_large");
    }

    [Fact]
    public async Task Trailers_without_end_are_400_in_JSON()
    {
        var request = new Request(_acme);
        await using var connection = await _host.ConnectAsync();
        await connection.WriteAsync(request.ToWire(Chunked, Chunk(request.Lead()) + "0\r\n"));

        var answer = await connection.WriteUntilAnsweredAsync($"X-Trailer: {new string('x', 1000)}\r\n", atMost: 50_000);

        answer.ShouldBeInvalid(("", NotJson));
        await fixture.ShouldNotBeStoredAsync(request);
    }

    [Theory]
    [InlineData("Content-Length: 1000\r\n", "{\"email\":")]
    [InlineData("Content-Length: 1000\r\n", "")]
    [InlineData(Chunked, "9\r\n{\"email\":\r\n")]
    [InlineData(Chunked, "5")]
    [InlineData(Chunked, "")]
    public async Task A_stalled_body_is_408_in_JSON_and_ends_the_connection(string headers, string body)
    {
        await using var host = await TestHost.StartAsync(fixture.ConnectionString, "Leads:BodyTimeout=00:00:01");
        await using var connection = await host.ConnectAsync();
        await connection.WriteAsync(new Request(_acme).ToWire(headers, body));

        var answer = await connection.ReadAnswerAsync();

        answer.ShouldBe(408, "request_timeout");
        answer.Header("Connection").ShouldBe("close");
        (await connection.IsHungUpAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_body_that_drips_is_408_as_well()
    {
        await using var host = await TestHost.StartAsync(fixture.ConnectionString, "Leads:BodyTimeout=00:00:01");
        await using var connection = await host.ConnectAsync();
        await connection.WriteAsync(new Request(_acme).ToWire("Content-Length: 60000\r\n"));

        using var drops = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var answer = connection.ReadAnswerAsync();
        while (!answer.IsCompleted)
        {
            await drops.WaitForNextTickAsync();
            await connection.WriteAsync(" ");
        }

        (await answer).ShouldBe(408, "request_timeout");
    }

    [Fact]
    public async Task A_caller_who_goes_away_in_mid_body_changes_nothing_for_others()
    {
        var gone = new Request(_acme);
        for (var i = 0; i < 20; i++)
        {
            await using var connection = await _host.ConnectAsync();
            await connection.WriteAsync(gone.ToWire(
                i % 2 == 0 ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {gone.Body!.Length + 1}\r\n") : Chunked,
                i % 2 == 0 ? gone.Lead() : Chunk(gone.Lead())));
            connection.Reset();
        }

        (await _host.SendAsync(new Request(_acme))).ShouldBeAccepted();
        await fixture.ShouldNotBeStoredAsync(gone);
    }

    [Theory]
    [InlineData("NONSENSE\r\n\r\n")]
    [InlineData("POST /api/leads/intake\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/9.9\r\nHost: x\r\n\r\n")]
    [InlineData("POST api/leads/intake HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: a.localtest.me\r\nHost: b.localtest.me\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: x\r\nNo colon\r\n\r\n")]
    [InlineData("POST http://a.localtest.me/api/leads/intake HTTP/1.1\r\nHost: b.localtest.me\r\n\r\n")]
    public async Task What_is_not_HTTP_gets_an_empty_4xx(string wire)
    {
        await using var connection = await _host.ConnectAsync();
        await connection.WriteAsync(wire);

        var answer = await connection.ReadAnswerAsync(isApi: false);

        if (wire.Contains("HTTP/9.9", StringComparison.Ordinal))
            answer.Status.ShouldBe(505);
        else
            answer.Status.ShouldBeInRange(400, 499);
        answer.Body.ShouldBeEmpty();
        answer.Header("Server").ShouldBeNull();
    }

    [Fact]
    public async Task An_absolute_request_target_is_the_same_request()
    {
        var request = new Request(_acme);
        var wire = request.ToWire($"Content-Length: {request.Body!.Length}\r\n", request.Lead())
            .Replace($"POST {Request.IntakePath}", $"POST http://{_acme.Host}{Request.IntakePath}", StringComparison.Ordinal);

        (await _host.SendWireAsync(wire)).ShouldBeAccepted();
    }

    private static string Chunk(string text) => $"{text.Length:x}\r\n{text}\r\n";
}
