using System.Text;
using System.Text.Json;

namespace HrefCrm.TestBase;

/// <summary>A request to the intake that is right in everything; a test changes what it is about.</summary>
public sealed record Request
{
    public const string IntakePath = "/api/leads/intake";

    public Request(Tenant tenant)
    {
        Host = tenant.Host;
        Key = tenant.ApiKey;
        Body = Encoding.UTF8.GetBytes(Lead());
    }

    public HttpMethod Method { get; init; } = HttpMethod.Post;

    public string Path { get; init; } = IntakePath;

    public string Host { get; init; }

    public string? Key { get; init; }

    public string? ContentType { get; init; } = "application/json";

    public byte[]? Body { get; init; }

    public bool Chunked { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The address in the body, which no other request's lead has.</summary>
    public string Email { get; } = $"{Guid.NewGuid():N}@example.com";

    /// <summary>A body with the request's own address and the members given, such as <c>"first_name":"Ada"</c>.</summary>
    public string Lead(string members = "") => $$"""{"email":{{JsonSerializer.Serialize(Email)}}{{(members == "" ? "" : ",")}}{{members}}}""";

    public Request With(string members) => WithBody(Lead(members));

    public Request WithBody(string body) => this with { Body = Encoding.UTF8.GetBytes(body) };

    public Request WithHeader(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    public HttpRequestMessage ToMessage(Uri host)
    {
        var message = new HttpRequestMessage(Method, new Uri(host.GetLeftPart(UriPartial.Authority) + Path));
        message.Headers.Host = Host;
        message.Headers.TransferEncodingChunked = Chunked;
        if (Body is not null)
            message.Content = new ByteArrayContent(Body);
        if (ContentType is not null)
            message.Content?.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        if (Key is not null)
            message.Headers.TryAddWithoutValidation("X-API-Key", Key);
        foreach (var (name, value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content!.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        return message;
    }

    /// <summary>The request as it goes over the wire, for a test that spoils it there.</summary>
    /// <param name="moreHeaders">Header lines, each with its end.</param>
    /// <param name="body">What follows the headers, byte for byte.</param>
    public string ToWire(string moreHeaders, string body = "") =>
        $"{Method} {Path} HTTP/1.1\r\nHost: {Host}\r\n{(Key is null ? "" : $"X-API-Key: {Key}\r\n")}"
        + $"{(ContentType is null ? "" : $"Content-Type: {ContentType}\r\n")}{moreHeaders}\r\n{body}";
}
