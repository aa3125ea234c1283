namespace HrefCrm.Host.Tests;

/// <summary>What is so in production alone: HTTPS, by a proxy that ends TLS.</summary>
[Collection(SharedHost.Name)]
public class ProductionTests(HostFixture fixture)
{
    private const string Setting = "ForwardedHeaders__KnownProxies__0";
    private const string KnownProxy = "ForwardedHeaders:KnownProxies:0=127.0.0.1";

    [Theory]
    [InlineData("/")]
    [InlineData("/forgot-password")]
    public async Task Without_a_known_proxy_a_page_says_what_to_do(string path)
    {
        foreach (var host in new[] { fixture.Acme.Host, Tenant.BaseDomain })
        {
            var answer = await fixture.Host.SendOutsideApiAsync(Get(path, host).WithHeader("X-Forwarded-Proto", "https"));
            answer.Status.ShouldBe(400);
            answer.Body.ShouldContain("Open this address with https://");
            answer.Body.ShouldContain(Setting);
            answer.Header("Strict-Transport-Security").ShouldBeNull();
        }
    }

    [Fact]
    public async Task Behind_a_known_proxy_pages_are_there_and_stay_with_HTTPS()
    {
        await using var host = await TestHost.StartAsync(fixture.ConnectionString, KnownProxy);
        foreach (var path in new[] { "/", "/nothing", "/brand.css", "/_content/HrefCrm.Components/shell.css" })
        {
            var answer = await host.SendOutsideApiAsync(Get(path, fixture.Acme.Host).WithHeader("X-Forwarded-Proto", "https"));
            answer.Status.ShouldBe(path == "/nothing" ? 404 : 200);
            answer.Header("Strict-Transport-Security").ShouldBe("max-age=31536000");
            answer.Header("Permissions-Policy").ShouldNotBeNull().ShouldContain("camera=()");
        }
    }

    [Fact]
    public async Task In_development_nothing_binds_a_browser_to_HTTPS()
    {
        await using var host = await TestHost.StartAsync(fixture.ConnectionString, KnownProxy, "Environment=Development");
        var answer = await host.SendOutsideApiAsync(Get("/", fixture.Acme.Host).WithHeader("X-Forwarded-Proto", "https"));
        answer.Status.ShouldBe(200);
        answer.Header("Strict-Transport-Security").ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false, KnownProxy)]
    [InlineData(false, "Environment=Development")]
    public async Task The_log_says_at_the_start_that_nobody_can_sign_in(bool isSaid, params string[] settings)
    {
        using var log = new CapturedLog();
        await using (await TestHost.StartAsync(fixture.ConnectionString, log, settings))
            log.Lines.Count(line => line.Contains(Setting, StringComparison.Ordinal)).ShouldBe(isSaid ? 1 : 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false, "Mail:Host=mail.example.com", "Mail:From=no-reply@example.com")]
    [InlineData(false, "Environment=Development")]
    public async Task The_log_says_at_the_start_that_no_mail_is_set_up(bool isSaid, params string[] settings)
    {
        using var log = new CapturedLog();
        await using (await TestHost.StartAsync(fixture.ConnectionString, log, settings))
            log.Lines.Count(line => line.Contains("No mail is set up", StringComparison.Ordinal)).ShouldBe(isSaid ? 1 : 0);
    }

    private Request Get(string path, string host) =>
        new(fixture.Acme) { Host = host, Path = path, Method = HttpMethod.Get, Key = null, ContentType = null, Body = null };
}
