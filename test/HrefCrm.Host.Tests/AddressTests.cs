namespace HrefCrm.Host.Tests;

/// <summary>Contract, "Address".</summary>
[Collection(SharedHost.Name)]
public class AddressTests(HostFixture fixture)
{
    private readonly TestHost _host = fixture.Host;
    private readonly Tenant _acme = fixture.Acme;

    [Theory]
    [InlineData("{slug}.localtest.me:3001")]
    [InlineData("{slug}.localtest.me")]
    [InlineData("{slug}.localtest.me:80")]
    [InlineData("{slug}.LocalTest.ME:3001")]
    [InlineData("{SLUG}.localtest.me:3001")]
    [InlineData("{slug}.localtest.me.:3001")]
    [InlineData("{slug}.localtest.me.")]
    [InlineData("{slug}.localtest.me:0")]
    public async Task A_host_is_matched_without_regard_to_case_port_or_one_trailing_dot(string host)
    {
        var lead = await fixture.StoreAsync(new Request(_acme) { Host = Fill(host) });

        lead["tenant_id"].ShouldBe(_acme.Id);
    }

    [Theory]
    [InlineData("nobody-has-this.localtest.me:3001")]
    [InlineData("www.localtest.me:3001")]
    [InlineData("a.{slug}.localtest.me:3001")]
    [InlineData("{slug}.a.localtest.me:3001")]
    [InlineData("localtest.me:3001")]
    [InlineData("localtest.me.")]
    [InlineData(".localtest.me")]
    [InlineData("{slug}.localtest.me..")]
    [InlineData("{slug}.localtest.me..:3001")]
    [InlineData("{slug}..localtest.me:3001")]
    [InlineData(".{slug}.localtest.me:3001")]
    [InlineData("..localtest.me")]
    [InlineData("-.localtest.me")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("127.0.0.1:3001")]
    [InlineData("[::1]")]
    [InlineData("[::1]:3001")]
    [InlineData("[::ffff:127.0.0.1]:3001")]
    [InlineData("localhost:3001")]
    [InlineData("{slug}")]
    [InlineData("{slug}.example.com")]
    [InlineData("{slug}.localtest.me.example.com")]
    [InlineData("{slug}.notlocaltest.me")]
    [InlineData("{slug}localtest.me")]
    [InlineData("{id}.localtest.me:3001")]
    [InlineData("{n}.localtest.me:3001")]
    [InlineData("xn--0.example")]
    [InlineData("xn--zz--99.localtest.me")]
    [InlineData("xn--zz--99.localtest.me:3001")]
    [InlineData("XN--0.localtest.me.")]
    [InlineData("{slug}.localtest.me:65536")]
    [InlineData("{slug}.localtest.me:4294967296")]
    [InlineData("localtest.me:99999")]
    [InlineData("xn--.localtest.me")]
    [InlineData("a.xn--0.localtest.me")]
    [InlineData("xn--0.{slug}.localtest.me:3001")]
    [InlineData("xn--bcher-kva.localtest.me")]
    public async Task Every_other_host_is_404_with_the_same_body(string host)
    {
        var request = new Request(_acme) { Host = Fill(host) };

        var answer = await _host.SendWireAsync(
            request.ToWire($"Content-Length: {request.Body!.Length}\r\n", request.Lead()));

        answer.ShouldBe(404, "tenant_not_found");
        answer.Body.ShouldBe("""{"error":"tenant_not_found","message":"No tenant is known at this address."}""");
        await fixture.ShouldNotBeStoredAsync(request);
    }

    [Fact]
    public async Task A_request_without_a_host_is_at_no_tenant()
    {
        var request = new Request(_acme);
        var wire = request.ToWire($"Content-Length: {request.Body!.Length}\r\n", request.Lead())
            .Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal);

        (await _host.SendWireAsync(wire)).ShouldBeAccepted();
        (await _host.SendWireAsync(wire.Replace($"Host: {_acme.Host}\r\n", "", StringComparison.Ordinal))).ShouldBe(404, "tenant_not_found");
        (await fixture.Leads.CountByEmailAsync(request.Email)).ShouldBe(1);
    }

    [Fact]
    public async Task A_suspended_tenant_is_as_unknown_as_one_that_never_was()
    {
        var tenant = await fixture.Cli.ProvisionAsync();
        await fixture.Cli.RunAsync("tenants", "suspend", tenant.Slug);

        var suspended = await _host.SendUntilAsync(404, () => new Request(tenant), TimeSpan.FromSeconds(1));
        var withoutKey = await fixture.RefuseAsync(new Request(tenant) { Key = null });
        var unknown = await fixture.RefuseAsync(new Request(tenant) { Host = "nobody-has-this.localtest.me" });

        suspended.ShouldBe(404, "tenant_not_found");
        withoutKey.ShouldBe(404, "tenant_not_found");
        suspended.Body.ShouldBe(unknown.Body);
    }

    [Fact]
    public async Task A_slug_that_looks_like_a_GUID_is_a_slug()
    {
        var tenant = await fixture.Cli.ProvisionAsync(Guid.NewGuid().ToString("N"));
        await _host.SendUntilAsync(201, () => new Request(tenant), TimeSpan.FromSeconds(1));

        var lead = await fixture.StoreAsync(new Request(tenant));

        lead["tenant_id"].ShouldBe(tenant.Id);
    }

    [Fact]
    public async Task A_slug_that_is_another_tenants_id_does_not_reach_that_tenant()
    {
        var impostor = await fixture.Cli.ProvisionAsync(_acme.Id.ToString("D"));
        await _host.SendUntilAsync(201, () => new Request(impostor), TimeSpan.FromSeconds(1));

        var lead = await fixture.StoreAsync(new Request(impostor));
        var answer = await fixture.RefuseAsync(new Request(_acme) { Host = impostor.Host });

        lead["tenant_id"].ShouldBe(impostor.Id);
        answer.ShouldBe(401, "invalid_api_key");
    }

    [Theory]
    [InlineData("slug")]
    [InlineData("id")]
    public async Task Abps_tenant_key_in_query_header_or_cookie_does_nothing(string by)
    {
        var other = by == "slug" ? fixture.BigFirm.Slug : fixture.BigFirm.Id.ToString();
        var request = new Request(_acme) { Path = $"{Request.IntakePath}?__tenant={other}" }
            .WithHeader("__tenant", other)
            .WithHeader("Cookie", $"__tenant={other}");

        var lead = await fixture.StoreAsync(request);
        var withOthersKey = await fixture.RefuseAsync(request with { Key = fixture.BigFirm.ApiKey });
        var atNoTenant = await fixture.RefuseAsync(request with { Host = "localtest.me:3001", Key = fixture.BigFirm.ApiKey });

        lead["tenant_id"].ShouldBe(_acme.Id);
        withOthersKey.ShouldBe(401, "invalid_api_key");
        atNoTenant.ShouldBe(404, "tenant_not_found");
    }

    [Theory]
    [InlineData("X-Forwarded-Host", "{host}")]
    [InlineData("Forwarded", "for=127.0.0.1;host={host};proto=https")]
    [InlineData("X-Original-Host", "{host}")]
    [InlineData("X-Host", "{host}")]
    public async Task A_forged_forwarded_host_does_nothing(string header, string value)
    {
        value = value.Replace("{host}", fixture.BigFirm.Host, StringComparison.Ordinal);
        var request = new Request(_acme).WithHeader(header, value).WithHeader("X-Forwarded-For", "127.0.0.1");

        var lead = await fixture.StoreAsync(request);
        var withOthersKey = await fixture.RefuseAsync(request with { Key = fixture.BigFirm.ApiKey });
        var atNoTenant = await fixture.RefuseAsync(request with { Host = "localtest.me:3001", Key = fixture.BigFirm.ApiKey });

        lead["tenant_id"].ShouldBe(_acme.Id);
        withOthersKey.ShouldBe(401, "invalid_api_key");
        atNoTenant.ShouldBe(404, "tenant_not_found");
    }

    [Fact]
    public async Task A_forwarded_host_or_prefix_does_not_count_from_a_configured_proxy_either()
    {
        await using var host = await TestHost.StartAsync(fixture.ConnectionString, "ForwardedHeaders:KnownProxies:0=127.0.0.1");

        var byHost = await host.SendAsync(new Request(_acme) { Host = "inside" }
            .WithHeader("X-Forwarded-Host", _acme.Host).WithHeader("X-Forwarded-For", "192.0.2.1"));
        var byPrefix = await host.SendOutsideApiAsync(new Request(_acme) { Path = "/leads/intake", Method = HttpMethod.Get, Body = null }
            .WithHeader("X-Forwarded-Prefix", "/api").WithHeader("X-Forwarded-For", "192.0.2.1"));
        var withPrefix = await host.SendAsync(new Request(_acme).WithHeader("X-Forwarded-Prefix", "/x").WithHeader("X-Forwarded-For", "192.0.2.1"));

        byHost.ShouldBe(404, "tenant_not_found");
        byPrefix.Body.ShouldContain("There is nothing at this address.");
        withPrefix.ShouldBeAccepted();
    }

    [Fact]
    public async Task Base_domains_are_a_list()
    {
        await using var host = await TestHost.StartAsync(fixture.ConnectionString, "Tenancy:BaseDomains:1=crm.example");

        foreach (var domain in new[] { Tenant.BaseDomain, "crm.example" })
            (await host.SendAsync(new Request(_acme) { Host = $"{_acme.Slug}.{domain}" })).ShouldBeAccepted();
        (await host.SendAsync(new Request(_acme) { Host = "crm.example" })).ShouldBe(404, "tenant_not_found");
    }

    [Theory]
    [InlineData("nobody-has-this.localtest.me:3001", "/")]
    [InlineData("nobody-has-this.localtest.me:3001", "/crm/")]
    [InlineData("a.{slug}.localtest.me:3001", "/")]
    [InlineData("127.0.0.1:3001", "/apiary")]
    [InlineData("xn--0.example", "/")]
    [InlineData("xn--zz--99.localtest.me", "/tenants")]
    [InlineData("xn--zz--99.localtest.me:3001", "/brand.css")]
    [InlineData("xn--0.example", "/_framework/blazor.web.js")]
    [InlineData("xn--0.example", "/_content/HrefCrm.Components/shell.css")]
    [InlineData("xn--0.example", "/_blazor")]
    [InlineData("xn--0.example", "/_blazor/negotiate")]
    public async Task Outside_the_API_there_is_one_plain_page(string host, string path)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            var answer = await _host.SendOutsideApiAsync(new Request(_acme) { Host = Fill(host), Path = path, Method = method, Body = null });

            answer.Status.ShouldBe(404);
            answer.Header("Content-Type").ShouldBe("text/html; charset=utf-8");
            answer.Header("Server").ShouldBeNull();
            answer.Body.ShouldContain("There is nothing at this address.");
            answer.Body.ShouldNotContain(_acme.Slug);
        }
    }

    // No client of ours sends such a host.
    [Theory]
    [InlineData("localtest.me:65536", "/")]
    [InlineData("{slug}.localtest.me:99999", "/")]
    [InlineData("localtest.me:4294967296", "/forgot-password")]
    public async Task A_page_at_a_port_that_there_cannot_be_is_nobodys(string host, string path)
    {
        await using var connection = await _host.ConnectAsync();
        await connection.WriteAsync($"GET {path} HTTP/1.1\r\nHost: {Fill(host)}\r\n\r\n");
        (await connection.ReadHeadAsync()).ShouldStartWith("HTTP/1.1 404 ");
    }

    private string Fill(string host) => host
        .Replace("{slug}", _acme.Slug, StringComparison.Ordinal)
        .Replace("{SLUG}", _acme.Slug.ToUpperInvariant(), StringComparison.Ordinal)
        .Replace("{id}", _acme.Id.ToString("D"), StringComparison.Ordinal)
        .Replace("{n}", _acme.Id.ToString("N"), StringComparison.Ordinal);
}
