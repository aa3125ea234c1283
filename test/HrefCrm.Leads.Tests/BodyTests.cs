using System.Text;

namespace HrefCrm.Leads.Tests;

/// <summary>Contract, "Body": strict JSON, size and depth.</summary>
[Collection(SharedHost.Name)]
public class BodyTests(HostFixture fixture)
{
    private const int Limit = 64 * 1024;
    private const string NotJson = "Body is not valid JSON";
    private const string NotAnObject = "Body must be a JSON object";
    private const string TooDeep = "Body is nested more than 32 levels deep";

    private readonly TestHost _host = fixture.Host;
    private readonly Tenant _acme = fixture.Acme;

    [Theory]
    [InlineData("")]
    [InlineData("   \r\n\t ")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("{}}")]
    [InlineData("{email}")]
    [InlineData("""{"email":"a@b.co"}{"email":"a@b.co"}""")]
    [InlineData("""{"email":"a@b.co"} x""")]
    [InlineData("""{"email":"a@b.co"},""")]
    [InlineData("""{"email":"a@b.co",}""")]
    [InlineData("""{,"email":"a@b.co"}""")]
    [InlineData("""{"email":"a@b.co" "phone":"1"}""")]
    [InlineData("""{"email":"a@b.co","metadata":{"a":1,}}""")]
    [InlineData("""{"email":"a@b.co","x":[1,]}""")]
    [InlineData("""{"email":"a@b.co"} // a comment""")]
    [InlineData("""{/* a comment */"email":"a@b.co"}""")]
    [InlineData("""{"email":"a@b.co","metadata":{/**/}}""")]
    [InlineData("""{'email':'a@b.co'}""")]
    [InlineData("""{email:"a@b.co"}""")]
    [InlineData("""{"email":a@b.co}""")]
    [InlineData("""{"email":"a@b.co","x":NaN}""")]
    [InlineData("""{"email":"a@b.co","x":Infinity}""")]
    [InlineData("""{"email":"a@b.co","x":-Infinity}""")]
    [InlineData("""{"email":"a@b.co","metadata":{"x":NaN}}""")]
    [InlineData("""{"email":"a@b.co","x":01}""")]
    [InlineData("""{"email":"a@b.co","x":+1}""")]
    [InlineData("""{"email":"a@b.co","x":1.}""")]
    [InlineData("""{"email":"a@b.co","x":.5}""")]
    [InlineData("""{"email":"a@b.co","x":0x10}""")]
    [InlineData("""{"email":"a@b.co","x":True}""")]
    [InlineData("""{"email":"a@b.co","x":undefined}""")]
    [InlineData("""{"email":"a@b.co","x":"\x41"}""")]
    [InlineData("""{"email":"a@b.co","x":"\u12"}""")]
    [InlineData("""{"email":"a@b.co","\q":1}""")]
    [InlineData("{\"email\":\"a@b.co\",\"x\":\"a\nb\"}")]
    [InlineData("{\"email\":\"a@b.co\",\"x\":\"a\tb\"}")]
    [InlineData("{\"email\":\"a@b.co\",\"first_name\":\"a\0b\"}")]
    [InlineData("{\"email\":\"a@b.co\",\"metadata\":{\"x\":\"a\0b\"}}")]
    [InlineData("\0{\"email\":\"a@b.co\"}")]
    [InlineData("{\"email\":\"a@b.co\"}\0")]
    [InlineData("\u00a0{\"email\":\"a@b.co\"}")]
    [InlineData("email=a%40b.co&phone=1")]
    [InlineData("<lead/>")]
    [InlineData("""[{"email":"a@b.co"}""")]
    [InlineData("\"x\" \"y\"")]
    [InlineData("\"x")]
    [InlineData("nul")]
    public async Task What_is_not_strict_JSON_is_refused(string body)
    {
        (await _host.SendAsync(new Request(_acme).WithBody(body))).ShouldBeInvalid(("", NotJson));
    }

    [Fact]
    public async Task No_body_at_all_is_not_JSON()
    {
        var request = new Request(_acme);

        (await _host.SendWireAsync(request.ToWire("Content-Length: 0\r\n"))).ShouldBeInvalid(("", NotJson));
        (await _host.SendWireAsync(request.ToWire(""))).ShouldBeInvalid(("", NotJson));
        (await _host.SendWireAsync(request.ToWire("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"))).ShouldBeInvalid(("", NotJson));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[{\"email\":\"a@b.co\"}]")]
    [InlineData("\"x\"")]
    [InlineData("\"{}\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("1")]
    [InlineData("-1.5e3")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("null")]
    [InlineData("  null  ")]
    public async Task Json_that_is_no_object_is_refused(string body)
    {
        (await _host.SendAsync(new Request(_acme).WithBody(body))).ShouldBeInvalid(("", NotAnObject));
    }

    [Fact]
    public async Task Blanks_around_and_inside_the_object_are_fine()
    {
        var request = new Request(_acme);

        (await _host.SendAsync(request.WithBody($" \t\r\n{{ \"email\" :\r\n\"{request.Email}\" }}\n \t"))).ShouldBeAccepted();
    }

    [Fact]
    public async Task One_byte_order_mark_is_skipped()
    {
        var request = new Request(_acme);

        var lead = await fixture.StoreAsync(request.WithBody("\ufeff" + request.Lead("""  "first_name":"\ufeffAda"  """)));

        lead["first_name"].ShouldBe("\ufeffAda");
    }

    [Fact]
    public async Task A_second_byte_order_mark_or_one_elsewhere_is_not_JSON()
    {
        var request = new Request(_acme);

        (await fixture.RefuseAsync(request.WithBody("\ufeff\ufeff" + request.Lead()))).ShouldBeInvalid(("", NotJson));
        (await fixture.RefuseAsync(request.WithBody(" \ufeff" + request.Lead()))).ShouldBeInvalid(("", NotJson));
        (await fixture.RefuseAsync(request.WithBody(request.Lead() + "\ufeff"))).ShouldBeInvalid(("", NotJson));
        (await fixture.RefuseAsync(request.WithBody("\ufeff"))).ShouldBeInvalid(("", NotJson));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public async Task Other_encodings_are_not_JSON(string encoding)
    {
        var request = new Request(_acme);
        var body = Encoding.GetEncoding(encoding).GetBytes(request.Lead());

        (await fixture.RefuseAsync(request with { Body = body })).ShouldBeInvalid(("", NotJson));
    }

    public static TheoryData<string, string> InvalidUtf8()
    {
        var data = new TheoryData<string, string>();
        string[] places =
        [
            """{"email":"{email}","first_name":"a?b"}""",
            """{"email":"{email}","unknown":"a?b"}""",
            """{"email":"{email}","unknown":{"deep":["a?b"]}}""",
            """{"email":"{email}","metadata":{"key":"a?b"}}""",
            """{"email":"{email}","metadata":{"a?b":1}}""",
            """{"email":"{email}","a?b":1}""",
            """{"email":"{email}"}?""",
        ];
        string[] wrong = ["\xff", "\xc3", "\xc3(", "\x80", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf0\x9f\x98"];
        foreach (var place in places)
        {
            foreach (var bytes in wrong)
                data.Add(place, bytes);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(InvalidUtf8))]
    public async Task Invalid_UTF8_is_refused_wherever_it_stands(string place, string bytes)
    {
        var request = new Request(_acme);
        var body = place.Replace("{email}", request.Email, StringComparison.Ordinal).Replace("?", bytes, StringComparison.Ordinal);

        (await fixture.RefuseAsync(request with { Body = Encoding.Latin1.GetBytes(body) })).ShouldBeInvalid(("", NotJson));
    }

    [Fact]
    public async Task A_body_of_64_KiB_is_taken()
    {
        var request = new Request(_acme);

        (await _host.SendAsync(request.WithBody(OfSize(request, Limit)))).ShouldBeAccepted();
        (await _host.SendAsync(request.WithBody(OfSize(request, Limit)) with { Chunked = true })).ShouldBeAccepted();
    }

    [Fact]
    public async Task A_body_of_one_byte_more_is_413()
    {
        var request = new Request(_acme);

        (await fixture.RefuseAsync(request.WithBody(OfSize(request, Limit + 1)))).ShouldBe(413, "payload_too_large");
        (await fixture.RefuseAsync(request.WithBody(OfSize(request, Limit + 1)) with { Chunked = true })).ShouldBe(413, "payload_too_large");
    }

    [Fact]
    public async Task Blanks_count_as_bytes_and_bytes_are_not_characters()
    {
        var request = new Request(_acme);

        (await fixture.RefuseAsync(request.WithBody(request.Lead().PadRight(Limit + 1)))).ShouldBe(413, "payload_too_large");
        (await fixture.RefuseAsync(request.With($"\"x\":\"{new string('é', Limit / 2)}\""))).ShouldBe(413, "payload_too_large");
    }

    [Theory]
    [InlineData("65537")]
    [InlineData("2000000")]
    [InlineData("9223372036854775807")]
    public async Task A_declared_size_past_the_limit_is_refused_before_the_body_comes(string length)
    {
        (await _host.SendWireAsync(new Request(_acme).ToWire($"Content-Length: {length}\r\n"))).ShouldBe(413, "payload_too_large");
    }

    [Fact]
    public async Task Thirty_two_levels_are_taken_the_body_being_the_first()
    {
        var request = new Request(_acme);
        var metadata = Objects(31);

        var lead = await fixture.StoreAsync(request.With($"\"metadata\":{metadata}"));

        lead["metadata"].ShouldBe(metadata);
        (await _host.SendAsync(request.With($"\"unknown\":{Objects(31)}"))).ShouldBeAccepted();
        (await _host.SendAsync(request.With($"\"unknown\":{Arrays(31)}"))).ShouldBeAccepted();
        (await _host.SendAsync(request.With($"\"metadata\":{{\"a\":{Arrays(30)}}}"))).ShouldBeAccepted();
        (await _host.SendAsync(request.With($"\"unknown\":{Arrays(31)},\"metadata\":{Objects(31)}"))).ShouldBeAccepted();
        (await _host.SendAsync(request.With($"\"first_name\":{Arrays(31)}"))).ShouldBeInvalid(("first_name", "Must be a string"));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    [InlineData(8000)]
    public async Task A_level_more_is_refused(int levels)
    {
        var request = new Request(_acme);

        (await fixture.RefuseAsync(request.With($"\"metadata\":{Objects(levels)}"))).ShouldBeInvalid(("", TooDeep));
        (await fixture.RefuseAsync(request.With($"\"metadata\":{{\"a\":{Arrays(levels - 1)}}}"))).ShouldBeInvalid(("", TooDeep));
        (await fixture.RefuseAsync(request.With($"\"unknown\":{Objects(levels)}"))).ShouldBeInvalid(("", TooDeep));
        (await fixture.RefuseAsync(request.With($"\"unknown\":{Arrays(levels)}"))).ShouldBeInvalid(("", TooDeep));
        (await fixture.RefuseAsync(request.With($"\"first_name\":{Arrays(levels)}"))).ShouldBeInvalid(("", TooDeep));
    }

    [Fact]
    public async Task The_limits_are_configuration()
    {
        await using var host = await TestHost.StartAsync(fixture.ConnectionString, "Leads:MaxBodyBytes=200", "Leads:MaxBodyDepth=3");
        var request = new Request(_acme);

        (await host.SendAsync(request.WithBody(OfSize(request, 200)))).ShouldBeAccepted();
        (await host.SendAsync(request.WithBody(OfSize(request, 201)))).ShouldBe(413, "payload_too_large");
        (await host.SendAsync(request.With($"\"unknown\":{Arrays(2)}"))).ShouldBeAccepted();
        (await host.SendAsync(request.With($"\"unknown\":{Arrays(3)}"))).ShouldBe(400, "invalid_request");
    }

    private static string OfSize(Request request, int bytes)
    {
        const string members = "\"x\":\"\"";
        var empty = request.Lead(members).Length;
        return request.Lead($"\"x\":\"{new string('x', bytes - empty)}\"");
    }

    private static string Objects(int levels) => string.Concat(Enumerable.Repeat("{\"a\":", levels - 1)) + "{}" + new string('}', levels - 1);

    private static string Arrays(int levels) => new string('[', levels) + new string(']', levels);
}
