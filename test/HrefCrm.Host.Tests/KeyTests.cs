namespace HrefCrm.Host.Tests;

/// <summary>Contract, "Headers": <c>X-API-Key</c>.</summary>
[Collection(SharedHost.Name)]
public class KeyTests(HostFixture fixture)
{
    private const string Body = """{"error":"invalid_api_key","message":"API key is missing or does not match."}""";

    private readonly TestHost _host = fixture.Host;
    private readonly Tenant _acme = fixture.Acme;

    public static TheoryData<string, string> WrongKeys() => new()
    {
        { "missing", "" },
        { "empty", "X-API-Key:\r\n" },
        { "only blanks", "X-API-Key:   \r\n" },
        { "only the prefix", "X-API-Key: hcrm_\r\n" },
        { "without the prefix", "X-API-Key: {bare}\r\n" },
        { "another prefix", "X-API-Key: hcrx_{bare}\r\n" },
        { "unknown", $"X-API-Key: hcrm_{new string('A', 43)}\r\n" },
        { "one too short", "X-API-Key: {short}\r\n" },
        { "one too long", "X-API-Key: {key}A\r\n" },
        { "padded", "X-API-Key: {key}=\r\n" },
        { "very long", $"X-API-Key: {new string('x', 20_000)}\r\n" },
        { "not ASCII", "X-API-Key: {short}\u00e9\r\n" },
        { "lower-cased", "X-API-Key: {lower}\r\n" },
        { "upper-cased", "X-API-Key: {upper}\r\n" },
        { "with a blank inside", "X-API-Key: {start} {rest}\r\n" },
        { "with a tab inside", "X-API-Key: {start}\t{rest}\r\n" },
        { "quoted", "X-API-Key: \"{key}\"\r\n" },
        { "twice", "X-API-Key: {key}\r\nX-API-Key: {key}\r\n" },
        { "twice in one line", "X-API-Key: {key}, {key}\r\n" },
        { "twice, one of them empty", "X-API-Key: {key}\r\nX-API-Key:\r\n" },
        { "twice, in two cases", "X-API-Key: {key}\r\nx-api-key: {key}\r\n" },
        { "another tenant's", "X-API-Key: {other}\r\n" },
        { "in Authorization", "Authorization: ApiKey {key}\r\n" },
        { "in Authorization as Bearer", "Authorization: Bearer {key}\r\n" },
        { "under another name", "Api-Key: {key}\r\n" },
        { "in a cookie", "Cookie: X-API-Key={key}\r\n" },
    };

    [Theory]
    [MemberData(nameof(WrongKeys))]
    public async Task Whatever_is_wrong_with_the_key_the_answer_is_the_same(string what, string headers)
    {
        what.ShouldNotBeEmpty();
        var request = new Request(_acme) { Key = null };

        var answer = await _host.SendWireAsync(request.ToWire(Fill(headers) + $"Content-Length: {request.Body!.Length}\r\n", request.Lead()));

        ShouldBeRefused(answer);
        await fixture.ShouldNotBeStoredAsync(request);
    }

    [Fact]
    public async Task A_key_in_the_query_does_nothing()
    {
        var answer = await fixture.RefuseAsync(new Request(_acme) { Key = null, Path = $"{Request.IntakePath}?X-API-Key={_acme.ApiKey}" });

        ShouldBeRefused(answer);
    }

    [Fact]
    public async Task A_key_that_has_ended_is_refused_in_the_same_way()
    {
        var tenant = await fixture.Cli.ProvisionAsync();
        await fixture.Cli.RotateAsync(tenant, "0");

        ShouldBeRefused(await _host.SendUntilAsync(401, () => new Request(tenant), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_revoked_key_is_refused_in_the_same_way()
    {
        var tenant = await fixture.Cli.ProvisionAsync();
        await fixture.Cli.RevokeAsync(tenant);

        ShouldBeRefused(await _host.SendUntilAsync(401, () => new Request(tenant), TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData("X-API-Key:{key}\r\n")]
    [InlineData("X-API-Key:  {key}\r\n")]
    [InlineData("X-API-Key: {key} \r\n")]
    [InlineData("X-API-Key: \t {key} \t \r\n")]
    [InlineData("x-api-key: {key}\r\n")]
    [InlineData("X-API-KEY: {key}\r\n")]
    public async Task Blanks_around_the_key_and_the_case_of_the_headers_name_do_not_matter(string headers)
    {
        var request = new Request(_acme) { Key = null };

        var answer = await _host.SendWireAsync(request.ToWire(Fill(headers) + $"Content-Length: {request.Body!.Length}\r\n", request.Lead()));

        answer.ShouldBeAccepted();
    }

    [Fact]
    public async Task A_key_has_the_published_shape_and_is_stored_as_its_hash_only()
    {
        _acme.ApiKey.ShouldMatch(@"\Ahcrm_[A-Za-z0-9_-]{43}\z");

        var rows = await fixture.Leads.QueryAsync(
            "SELECT hash = sha256($2::bytea) AS is_hash, k::text AS everything FROM tenancy.api_keys k WHERE tenant_id = $1",
            _acme.Id,
            System.Text.Encoding.ASCII.GetBytes(_acme.ApiKey));

        var row = rows.ShouldHaveSingleItem();
        row["is_hash"].ShouldBe(true);
        ((string)row["everything"]!).ShouldNotContain(_acme.ApiKey[5..40]);
    }

    [Fact]
    public async Task Nothing_is_read_of_the_body_of_a_caller_without_a_key()
    {
        await using var connection = await _host.ConnectAsync();
        var request = new Request(_acme) { Key = null };

        // The host says "100 Continue" as soon as somebody reads.
        await connection.WriteAsync(request.ToWire("Expect: 100-continue\r\nContent-Length: 1000\r\n"));

        ShouldBeRefused(await connection.ReadAnswerAsync());
    }

    [Fact]
    public async Task The_body_of_a_caller_with_a_key_is_asked_for()
    {
        await using var connection = await _host.ConnectAsync();
        var request = new Request(_acme);
        await connection.WriteAsync(request.ToWire($"Expect: 100-continue\r\nContent-Length: {request.Body!.Length}\r\n"));

        var interim = await connection.ReadHeadAsync();
        await connection.WriteAsync(request.Lead());

        interim.ShouldBe("HTTP/1.1 100 Continue");
        (await connection.ReadAnswerAsync()).ShouldBeAccepted();
    }

    private static void ShouldBeRefused(Answer answer)
    {
        answer.ShouldBe(401, "invalid_api_key");
        answer.Body.ShouldBe(Body);
        answer.Header("WWW-Authenticate").ShouldBe("ApiKey");
        answer.Headers.Select(h => h.Key).Where(name => name is not ("DATE" or "CONNECTION"))
            .ShouldBe(["CONTENT-LENGTH", "CONTENT-TYPE", "CACHE-CONTROL", "X-CONTENT-TYPE-OPTIONS", "X-REQUEST-ID", "WWW-AUTHENTICATE"], ignoreOrder: true);
    }

    private string Fill(string headers) => headers
        .Replace("{key}", _acme.ApiKey, StringComparison.Ordinal)
        .Replace("{bare}", _acme.ApiKey[5..], StringComparison.Ordinal)
        .Replace("{short}", _acme.ApiKey[..^1], StringComparison.Ordinal)
        .Replace("{lower}", _acme.ApiKey.ToLowerInvariant(), StringComparison.Ordinal)
        .Replace("{upper}", _acme.ApiKey.ToUpperInvariant(), StringComparison.Ordinal)
        .Replace("{start}", _acme.ApiKey[..20], StringComparison.Ordinal)
        .Replace("{rest}", _acme.ApiKey[20..], StringComparison.Ordinal)
        .Replace("{other}", fixture.BigFirm.ApiKey, StringComparison.Ordinal);
}
