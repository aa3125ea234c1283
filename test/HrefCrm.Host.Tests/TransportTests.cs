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

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n", "{0:x};a=b;c=\"d\"\r\n{1}\r\n0;x\r\n\r\n")]
    [InlineData("Transfer-Encoding: Chunked\r\n", "000{0:X}\r\n{1}\r\n000\r\n\r\n")]
    [InlineData("TRANSFER-ENCODING:\tchunked\r\n", "{0:x}\r\n{1}\r\n0\r\nX-Trailer: y\r\nX-API-Key: hcrm_wrong\r\n\r\n")]
    public async Task Extensions_and_trailers_of_chunks_are_passed_over(string headers, string body)
    {
        var request = new Request(_acme);

        (await _host.SendWireAsync(request.ToWire(headers, string.Format(CultureInfo.InvariantCulture, body, request.Lead().Length, request.Lead()))))
            .ShouldBeAccepted();
    }

    // Some clients offer HTTP/2 with every request.
    [Theory]
    [InlineData("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n")]
    [InlineData("Connection: Upgrade\r\nUpgrade: websocket\r\n")]
    public async Task An_upgrade_that_is_offered_is_passed_over(string headers)
    {
        var request = new Request(_acme);

        (await _host.SendWireAsync(request.ToWire(headers + $"Content-Length: {request.Body!.Length}\r\n", request.Lead()))).ShouldBeAccepted();
    }

    // Two that read such a request differently would let a second one hide in the first.
    [Theory]
    [InlineData("Content-Length: 4\r\n" + Chunked)]
    [InlineData(Chunked + "Content-Length: 4\r\n")]
    [InlineData(Chunked + "Content-Length: 100000\r\n")]
    public async Task Nothing_is_read_behind_a_body_of_two_lengths(string headers)
    {
        var (request, hidden) = (new Request(_acme), new Request(_acme));
        await using var connection = await _host.ConnectAsync();
        await connection.WriteAsync(request.ToWire(headers, Chunk(request.Lead()) + "0\r\n\r\n")
            + hidden.ToWire($"Content-Length: {hidden.Body!.Length}\r\n", hidden.Lead()));

        var answer = await connection.ReadAnswerAsync();

        answer.ShouldBeAccepted();
        answer.Header("Connection").ShouldBe("close");
        (await connection.IsHungUpAsync()).ShouldBeTrue();
        await fixture.ShouldNotBeStoredAsync(hidden);
    }

    [Theory]
    [InlineData("Content-Length: 65537\r\n", 413)]
    [InlineData("Content-Length: 10\r\nContent-Encoding: gzip\r\n", 415)]
    public async Task A_body_that_will_be_refused_is_not_asked_for(string headers, int status)
    {
        await using var connection = await _host.ConnectAsync();

        // Whoever reads makes the host say "100 Continue".
        await connection.WriteAsync(new Request(_acme).ToWire($"Expect: 100-continue\r\n{headers}"));

        (await connection.ReadAnswerAsync()).Status.ShouldBe(status);
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
    [InlineData("0x2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\n{}\n0\n\n")]
    public async Task A_broken_chunk_is_400_in_JSON_and_ends_the_connection(string body)
    {
        await using var connection = await _host.ConnectAsync();
        await connection.WriteAsync(new Request(_acme).ToWire(Chunked, body));

        var answer = await connection.ReadAnswerAsync();

        answer.ShouldBeInvalid(("", NotJson));
        answer.Header("Connection").ShouldBe("close");
        (await connection.IsHungUpAsync()).ShouldBeTrue();
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
    public async Task A_body_slower_than_the_server_bears_is_408_without_any_setting()
    {
        await using var connection = await _host.ConnectAsync();
        await connection.WriteAsync(new Request(_acme).ToWire("Content-Length: 1000\r\n", "{"));

        (await connection.ReadAnswerAsync()).ShouldBe(408, "request_timeout");
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

    public static TheoryData<string> TooMuch() =>
    [
        $"GET /api/{new string('x', 10_000)} HTTP/1.1\r\nHost: x\r\n\r\n",
        $"GET /api HTTP/1.1\r\nHost: x\r\nX-Large: {new string('x', 40_000)}\r\n\r\n",
        $"GET /api HTTP/1.1\r\nHost: x\r\n{string.Concat(Enumerable.Repeat("X-Many: 1\r\n", 200))}\r\n",
    ];

    [Theory]
    [MemberData(nameof(TooMuch))]
    [InlineData("NONSENSE\r\n\r\n")]
    [InlineData("POST /api/leads/intake\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/9.9\r\nHost: x\r\n\r\n")]
    [InlineData("POST api/leads/intake HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: a.localtest.me\r\nHost: b.localtest.me\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: x\r\nNo colon\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: x\r\nFolded: a\r\n b\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: x\r\nNul: \0\r\n\r\n")]
    [InlineData("POST /api/leads/intake%00 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST * HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: a@b.localtest.me\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: a.localtest.me:\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: a.localtest.me:x\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: [a].localtest.me\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: %61.localtest.me\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: a.localtest.me,b.localtest.me\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: x\r\nContent-Length: 2, 2\r\n\r\n{}")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, gzip\r\n\r\n")]
    [InlineData("POST /api/leads/intake HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n")]
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
