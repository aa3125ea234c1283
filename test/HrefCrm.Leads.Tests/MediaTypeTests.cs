namespace HrefCrm.Leads.Tests;

/// <summary>Contract, "Headers": <c>Content-Type</c>.</summary>
[Collection(SharedHost.Name)]
public class MediaTypeTests(HostFixture fixture)
{
    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=utf-8")]
    [InlineData("application/json ; charset=UTF-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json; Charset=\"Utf-8\"")]
    [InlineData("Application/JSON")]
    [InlineData("APPLICATION/JSON; CHARSET=UTF-8")]
    [InlineData("application/json;")]
    [InlineData("application/json; charset=utf8")]
    [InlineData("application/json; charset=\"UTF8\"; foo=bar")]
    [InlineData("application/json; foo=\"a;b\"; charset=Utf-8")]
    [InlineData("application/json; version=1")]
    [InlineData("application/json; charsets=latin1")]
    public async Task Json_in_utf8_is_taken(string contentType)
    {
        (await fixture.Host.SendAsync(new Request(fixture.Acme) { ContentType = contentType })).ShouldBeAccepted();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("json")]
    [InlineData("text/json")]
    [InlineData("text/plain")]
    [InlineData("application/problem+json")]
    [InlineData("application/vnd.api+json")]
    [InlineData("application/json-patch+json")]
    [InlineData("application/jsonx")]
    [InlineData("application/xml")]
    [InlineData("application/*")]
    [InlineData("*/*")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=latin1")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=utf8x")]
    [InlineData("application/json; charset")]
    [InlineData("application/json; charset=")]
    [InlineData("application/json; charset=\"\"")]
    [InlineData("application/json; charset=\"utf-8")]
    [InlineData("application/json; charset='utf-8'")]
    [InlineData("application/json; charset*=utf-8''utf-8")]
    [InlineData("application/json; charset=utf-8; charset=utf-8")]
    [InlineData("application/json; charset=utf_8")]
    [InlineData("application/json; foo=bar; charset=latin1")]
    [InlineData("application/json charset=utf-8")]
    [InlineData("application/json; charset=utf-8; charset=latin1")]
    [InlineData("application/json, application/json")]
    public async Task Anything_else_is_415(string? contentType)
    {
        var answer = await fixture.RefuseAsync(new Request(fixture.Acme) { ContentType = contentType });

        answer.ShouldBe(415, "unsupported_media_type");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    public async Task A_second_content_type_is_415(string second)
    {
        var request = new Request(fixture.Acme);

        var answer = await fixture.Host.SendWireAsync(
            request.ToWire($"Content-Type: {second}\r\nContent-Length: {request.Body!.Length}\r\n", request.Lead()));

        answer.ShouldBe(415, "unsupported_media_type");
        await fixture.ShouldNotBeStoredAsync(request);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("identity")]
    [InlineData("utf-8")]
    [InlineData("")]
    public async Task Any_content_encoding_is_415(string encoding)
    {
        var answer = await fixture.RefuseAsync(new Request(fixture.Acme).WithHeader("Content-Encoding", encoding));

        answer.ShouldBe(415, "unsupported_media_type");
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml;q=1, */*;q=0")]
    [InlineData("nonsense")]
    public async Task What_the_caller_would_accept_does_not_matter(string accept)
    {
        var request = new Request(fixture.Acme).WithHeader("Accept", accept);

        (await fixture.Host.SendAsync(request)).ShouldBeAccepted();
        (await fixture.RefuseAsync(request.WithBody("{"))).ShouldBe(400, "invalid_request");
    }
}
