using System.Net;
using System.Net.Http.Headers;

namespace HrefCrm.TestBase;

/// <summary>A browser without a script: it keeps cookies by host, sends forms as they are, and follows redirects.</summary>
/// <param name="server">Where the host listens.</param>
/// <param name="scheme">The scheme that a proxy in front would have been asked by.</param>
/// <param name="address">The network address that a proxy in front would tell; null for none in front.</param>
public sealed class Browser(Uri server, string scheme = "http", string? address = null)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });

    private readonly Dictionary<(string Host, string Name), string> _cookies = [];

    public string? Address => address;

    /// <summary>What the last answers said of cookies, as it stands in the header.</summary>
    public List<string> SetCookies { get; } = [];

    public Task<Page> GetAsync(string host, string path) => SendAsync(HttpMethod.Get, host, path);

    public Task<Page> GetAsync(Uri link) => GetAsync(link.Authority, link.PathAndQuery);

    /// <summary>Fills a form of a page in and sends it.</summary>
    public Task<Page> SubmitAsync(Page page, string form, params (string Name, string Value)[] fields)
    {
        var all = page.HiddenFieldsOf(form);
        foreach (var (name, value) in fields)
            all[name] = value;
        return SendAsync(HttpMethod.Post, page.Host, page.Path, new FormUrlEncodedContent(all));
    }

    public async Task<Page> SignInAsync(string host, string email, string password, string query = "") =>
        await SubmitAsync(await GetAsync(host, "/" + query), "sign-in", ("Input.Email", email), ("Input.Password", password));

    /// <summary>Whether somebody is signed in: the account's page is theirs alone.</summary>
    public async Task<bool> IsSignedInAsync(string host) => await GetAsync(host, "/account") is { Path: "/account", Status: 200 };

    public string? Cookie(string host, string name) => _cookies.GetValueOrDefault((host, name));

    /// <summary>Brings a cookie that another host has given, as somebody who has stolen it would.</summary>
    public void SetCookie(string host, string name, string value) => _cookies[(host, name)] = value;

    /// <summary>Sends a request as it is, whatever its path is made of.</summary>
    public async Task<Page> SendAsync(HttpMethod method, string host, string path, HttpContent? form = null)
    {
        for (var redirects = 0; redirects < 5; redirects++)
        {
            var url = server.GetLeftPart(UriPartial.Authority) + path;
            using var request = new HttpRequestMessage(method, new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            request.Headers.Host = host;
            var cookies = _cookies.Where(c => c.Key.Host == host).Select(c => $"{c.Key.Name}={c.Value}").ToList();
            if (cookies.Count > 0)
                request.Headers.Add("Cookie", string.Join("; ", cookies));
            if (scheme == "https")
                request.Headers.Add("X-Forwarded-Proto", scheme);
            if (address is not null)
                request.Headers.Add("X-Forwarded-For", address);
            if (form is not null)
            {
                request.Headers.Add("Origin", $"{scheme}://{host}");
                request.Content = form;
            }

            using var response = await Http.SendAsync(request);
            Keep(host, response.Headers);
            if (response.StatusCode is not (HttpStatusCode.Found or HttpStatusCode.SeeOther))
                return new Page(host, path, (int)response.StatusCode, await response.Content.ReadAsStringAsync());

            var location = new Uri(new Uri($"{scheme}://{host}"), response.Headers.Location!);
            location.Authority.ShouldBe(host, "redirected to another host");
            (method, path, form) = (method == HttpMethod.Head ? method : HttpMethod.Get, location.PathAndQuery, null);
        }

        throw new ShouldAssertException($"{path} redirects for ever.");
    }

    private void Keep(string host, HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues("Set-Cookie", out var cookies))
            return;
        foreach (var cookie in cookies)
        {
            SetCookies.Add(cookie);
            var (name, value) = (cookie.Split('=', 2)[0], cookie.Split('=', 2)[1].Split(';')[0]);
            if (value.Length == 0)
                _cookies.Remove((host, name));
            else
                _cookies[(host, name)] = value;
        }
    }
}
