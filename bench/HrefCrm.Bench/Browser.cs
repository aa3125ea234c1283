using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace HrefCrm.Bench;

/// <summary>A browser without a script, at one host, behind a proxy that ends TLS: it keeps cookies, and sends forms as they are.</summary>
internal sealed partial class Browser(Server server, string host) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
    private readonly Dictionary<string, string> _cookies = [];

    public string Host => host;

    /// <summary>Reads a page to its end; anything but the page itself ends the run.</summary>
    public async Task<string> GetAsync(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null);
        return response.IsSuccessStatusCode
            ? await response.Content.ReadAsStringAsync()
            : throw new BenchException($"{host}/{Named(path)} answered {(int)response.StatusCode}");
    }

    /// <summary>Fills a page's form in, by the form's name, and sends it.</summary>
    public async Task SubmitAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        var page = await GetAsync(path);
        var html = Forms().Matches(page).Select(m => m.Value).FirstOrDefault(f => f.Contains($"value=\"{form}\"", StringComparison.Ordinal))
            ?? throw new BenchException($"{host}/{Named(path)} has no form {form}");
        var all = Hidden().Matches(html).Select(m => m.Value).ToDictionary(i => Attribute(i, "name"), i => Attribute(i, "value"));
        foreach (var (name, value) in fields)
            all[name] = value;
        using var response = await SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(all));
        if (response.StatusCode is not (HttpStatusCode.Found or HttpStatusCode.SeeOther))
            throw new BenchException($"the form {form} of {host}/{Named(path)} was answered with {(int)response.StatusCode}");
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Port}{path}")) { Content = content };
        request.Headers.Host = host;
        request.Headers.Add("X-Forwarded-Proto", "https");
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        if (content is not null)
            request.Headers.Add("Origin", $"https://{host}");
        var response = await _http.SendAsync(request);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            _cookies[cookie.Split('=', 2)[0]] = cookie.Split('=', 2)[1].Split(';')[0];
        return response;
    }

    // The rest may be a token.
    private static string Named(string path) => path.Split('/', '?')[1];

    private static string Attribute(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $" {name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Hidden();
}
