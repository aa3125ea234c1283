using System.Globalization;
using System.Text.RegularExpressions;

namespace HrefCrm.Host.Tests;

/// <summary>What is answered outside <c>/api</c>, whoever asks: where a page is, what it may load, and from where it may be posted to.</summary>
[Collection(SharedHost.Name)]
public partial class PageTests(HostFixture fixture)
{
    [Theory]
    [InlineData("/tenants")]
    [InlineData("/tenants/new")]
    [InlineData("/tenants/acme")]
    [InlineData("/Tenants")]
    [InlineData("/audit")]
    public async Task Pages_of_HREFs_own_side_do_not_exist_in_a_workspace(string path) => ShouldBeThePlainPage(await GetAsync(fixture.Acme.Host, path));

    [Theory]
    [InlineData("/crm")]
    [InlineData("/crm/settings")]
    [InlineData("/crm/settings/keys")]
    [InlineData("/invite/abc")]
    public async Task Pages_of_a_workspace_do_not_exist_on_the_bare_domain(string path) => ShouldBeThePlainPage(await GetAsync(Tenant.BaseDomain, path));

    [Theory]
    [InlineData("/tenants")]
    [InlineData("/crm/settings")]
    [InlineData("/_blazor")]
    [InlineData("/_content/HrefCrm.Components/shell.css")]
    public async Task Nothing_exists_at_a_host_that_is_no_tenants(string path) => ShouldBeThePlainPage(await GetAsync($"nobody.{Tenant.BaseDomain}", path));

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/tenants/a/b/c")]
    [InlineData("/_content/nothing.css")]
    public async Task An_unknown_address_is_the_plain_page(string path) => ShouldBeThePlainPage(await GetAsync(Tenant.BaseDomain, path));

    // Nobody learns from it which tenants there are.
    [Fact]
    public async Task What_is_not_there_looks_like_the_sign_in_and_is_the_same_everywhere()
    {
        var pages = new[]
        {
            await GetAsync(Tenant.BaseDomain, "/nothing"), await GetAsync(fixture.Acme.Host, "/nothing"), await GetAsync(fixture.Acme.Host, "/tenants"),
            await GetAsync($"nobody.{Tenant.BaseDomain}", "/"), await GetAsync("example.com", "/"),
        };
        pages.Select(p => p.Body).Distinct().ShouldHaveSingleItem().ShouldContain("<span class=\"mark\"");
        // The style of the page is the one that the policy names.
        var style = System.Text.RegularExpressions.Regex.Match(pages[0].Body, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
        pages.ShouldAllBe(p => Directive(p.Header("Content-Security-Policy")!, "style-src") == $"'self' 'sha256-{hash}'");
    }

    [Theory]
    [InlineData("/Abp/ServiceProxyScript")]
    [InlineData("/Abp/ApplicationConfigurationScript")]
    [InlineData("/Abp/ApplicationLocalizationScript?cultureName=en")]
    [InlineData("/Abp/Languages/Switch?culture=en&uiCulture=en")]
    public async Task Controllers_that_ABP_brings_do_not_exist(string path)
    {
        foreach (var host in new[] { Tenant.BaseDomain, fixture.Acme.Host })
        {
            var answer = await GetAsync(host, path);
            ShouldBeThePlainPage(answer);
            answer.Header("Set-Cookie").ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("/tenants")]
    [InlineData("/nothing")]
    [InlineData("/brand.css")]
    public async Task Every_answer_keeps_to_its_own_origin(string path)
    {
        var answer = await GetAsync(Tenant.BaseDomain, path);
        var policy = answer.Header("Content-Security-Policy").ShouldNotBeNull();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("frame-ancestors 'none'");
        Directive(policy, "script-src").ShouldBe("'self'");
        answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
        answer.Header("Referrer-Policy").ShouldBe("same-origin");
        answer.Header("Permissions-Policy").ShouldNotBeNull().ShouldContain("camera=()");
    }

    [Theory]
    [InlineData("/_content/HrefCrm.Components/shell.css", "text/css")]
    [InlineData("/_content/HrefCrm.Components/shell.js", "text/javascript")]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css", "text/css")]
    [InlineData("/_content/HrefCrm.Tenancy.Blazor/tenancy.css", "text/css")]
    public async Task Files_of_the_pages_are_served(string path, string type)
    {
        var answer = await GetAsync(fixture.Acme.Host, path);
        answer.Status.ShouldBe(200);
        answer.Header("Content-Type").ShouldNotBeNull().ShouldStartWith(type);
    }

    // Hosts of one base domain are same-site to a browser: nothing but the origin tells their pages apart.
    [Theory]
    [InlineData("http://evil.example", null)]
    [InlineData("http://{base}:{port}", null)]
    [InlineData("http://other.{base}:{port}", null)]
    [InlineData("https://{host}:{port}", null)]
    [InlineData("http://{host}", null)]
    [InlineData("http://{host}:{port}.evil.example", null)]
    [InlineData("null", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData(null, "same-site")]
    [InlineData(null, "cross-site")]
    [InlineData(null, "none")]
    [InlineData("http://evil.example", "same-origin")]
    public async Task What_does_not_come_from_a_page_of_this_host_is_refused(string? origin, string? site)
    {
        foreach (var request in new[] { Post("/"), Post("/nothing"), Handshake() })
            (await SendAsync(request, origin, site)).Status.ShouldBe(403, request.Path);
    }

    [Theory]
    [InlineData("http://{host}:{port}", null)]
    [InlineData("http://{host}:{port}", "same-origin")]
    [InlineData("HTTP://{host}:{port}", null)]
    [InlineData(null, "same-origin")]
    public async Task What_comes_from_a_page_of_this_host_goes_on(string? origin, string? site)
    {
        (await SendAsync(Post("/nothing"), origin, site)).Status.ShouldBe(404);
        // No connection has the id.
        (await SendAsync(Handshake(), origin, site)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_API_asks_for_no_origin()
    {
        (await fixture.Host.SendAsync(new Request(fixture.Acme).WithHeader("Origin", "https://acme.example"))).Status.ShouldBe(201);
    }

    // Text on the color, and the color as text on the darkest light and the lightest dark ground.
    [Theory]
    [InlineData("#000000")]
    [InlineData("#ffffff")]
    [InlineData("#777777")]
    [InlineData("#767676")]
    [InlineData("#ffff00")]
    [InlineData("#0000ff")]
    [InlineData("#3b82f6")]
    [InlineData("#00ff7f")]
    [InlineData("#f1f1f3")]
    [InlineData("#26262b")]
    public async Task Text_is_legible_in_any_color_that_a_workspace_picks(string color)
    {
        await fixture.ExecuteAsync($"UPDATE tenancy.tenants SET primary_colour = '{color}' WHERE slug = '{fixture.BigFirm.Slug}'");
        var css = "";
        await Until.TrueAsync(async () => (css = (await GetAsync(fixture.BigFirm.Host, "/brand.css")).Body).Contains($"--brand: {color};"), TimeSpan.FromSeconds(5));

        var (light, dark) = (Variables(css)[0], Variables(css)[1]);
        foreach (var mode in new[] { light, dark })
            Contrast(mode["brand"], mode["on-brand"]).ShouldBeGreaterThanOrEqualTo(4.5);
        Contrast(light["brand-text"], "#f1f1f3").ShouldBeGreaterThanOrEqualTo(4.5);
        Contrast(light["brand-text"], "#ffffff").ShouldBeGreaterThanOrEqualTo(4.5);
        Contrast(dark["brand-text"], "#26262b").ShouldBeGreaterThanOrEqualTo(4.5);
        Contrast(dark["brand-text"], "#121214").ShouldBeGreaterThanOrEqualTo(4.5);
    }

    private Task<Answer> GetAsync(string host, string path) => fixture.Host.SendOutsideApiAsync(Page(HttpMethod.Get, path) with { Host = host });

    private Task<Answer> SendAsync(Request request, string? origin, string? site)
    {
        if (origin is not null)
        {
            var own = fixture.Acme.Host.Split(':');
            request = request.WithHeader("Origin", origin.Replace("{host}", own[0]).Replace("{port}", own[1]).Replace("{base}", Tenant.BaseDomain));
        }

        return fixture.Host.SendOutsideApiAsync(site is null ? request : request.WithHeader("Sec-Fetch-Site", site));
    }

    private Request Post(string path) => Page(HttpMethod.Post, path);

    private Request Handshake() => Page(HttpMethod.Get, "/_blazor?id=x")
        .WithHeader("Upgrade", "websocket").WithHeader("Connection", "Upgrade")
        .WithHeader("Sec-WebSocket-Version", "13").WithHeader("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");

    private Request Page(HttpMethod method, string path) =>
        new(fixture.Acme) { Method = method, Path = path, Key = null, ContentType = null, Body = null };

    private static void ShouldBeThePlainPage(Answer answer)
    {
        answer.Status.ShouldBe(404);
        answer.Header("Content-Type").ShouldBe("text/html; charset=utf-8");
        answer.Body.ShouldContain("There is nothing at this address.");
        answer.Body.ShouldNotContain("script");
    }

    private static string Directive(string policy, string name) =>
        policy.Split(';').Select(d => d.Trim().Split(' ', 2)).Single(d => d[0] == name)[1];

    private static List<Dictionary<string, string>> Variables(string css) =>
        [.. Root().Matches(css).Select(r => Variable().Matches(r.Value).ToDictionary(v => v.Groups[1].Value, v => v.Groups[2].Value))];

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string color)
    {
        var linear = Enumerable.Range(0, 3).Select(i => int.Parse(color.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToList();
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }

    [GeneratedRegex(@":root \{[^}]*\}")]
    private static partial Regex Root();

    [GeneratedRegex(@"--([a-z-]+): (#[0-9a-f]{6});")]
    private static partial Regex Variable();
}
