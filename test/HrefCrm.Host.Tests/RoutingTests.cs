namespace HrefCrm.Host.Tests;

/// <summary>Contract, "Address" and "Answers": paths and verbs, and the order of checks.</summary>
[Collection(SharedHost.Name)]
public class RoutingTests(HostFixture fixture)
{
    private const string NoTenant = "nobody-has-this.localtest.me:3001";

    private readonly TestHost _host = fixture.Host;
    private readonly Tenant _acme = fixture.Acme;

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("TRACE")]
    [InlineData("PROPFIND")]
    [InlineData("QUERY")]
    public async Task Another_verb_is_405_with_Allow(string verb)
    {
        var request = new Request(_acme) { Method = new HttpMethod(verb) };
        if (verb is "GET" or "HEAD" or "TRACE")
            request = request with { Body = null };

        var answer = await fixture.RefuseAsync(request);

        answer.Status.ShouldBe(405);
        answer.Header("Allow").ShouldBe("POST");
        if (verb != "HEAD")
            answer.ShouldBe(405, "method_not_allowed");
        else
            answer.Body.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/")]
    [InlineData("/api/leads")]
    [InlineData("/api/leads/")]
    [InlineData("/api/leads/intake/1")]
    [InlineData("/api/leads/intakes")]
    [InlineData("/api/intake")]
    [InlineData("/api/v2/leads/intake")]
    [InlineData("/api/leads//intake")]
    [InlineData("/api/tenant")]
    [InlineData("/api/tenancy/tenant")]
    [InlineData("/api/tenancy/api-key")]
    [InlineData("/api/app/tenant")]
    [InlineData("/api/abp/application-configuration")]
    [InlineData("/api/abp/application-localization")]
    [InlineData("/api/abp/api-definition")]
    [InlineData("/api/leads/intake%2F")]
    [InlineData("/api/leads/intake//")]
    [InlineData("/api//leads/intake")]
    [InlineData("/api/leads/intake%20")]
    [InlineData("/api/leads/intake%FF")]
    [InlineData("/api/leads/intake;a=b")]
    [InlineData("/api/leads/intake.json")]
    [InlineData("/api?/leads/intake")]
    public async Task An_unknown_path_is_404_with_a_key_and_401_without(string path)
    {
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Get })
        {
            var request = new Request(_acme) { Path = path, Method = method };

            (await fixture.RefuseAsync(request)).ShouldBe(404, "not_found");
            (await fixture.RefuseAsync(request with { Key = null })).ShouldBe(401, "invalid_api_key");
        }
    }

    [Theory]
    [InlineData("/api/leads/intake?")]
    [InlineData("/api/leads/intake?source=ad&email=x")]
    [InlineData("/api/leads/intake/")]
    [InlineData("/API/Leads/Intake")]
    [InlineData("/%61pi/leads/intake")]
    [InlineData("/API/LEADS/INTAKE/")]
    [InlineData("/api/leads/int%61ke")]
    public async Task A_query_an_escape_a_trailing_slash_and_case_change_nothing(string path)
    {
        var lead = await fixture.StoreAsync(new Request(_acme) { Path = path });

        lead["source"].ShouldBeNull();
    }

    // A dot segment is resolved before anything looks at the path; what only resembles /api is no way around the key.
    [Theory]
    [InlineData("/x/../api/leads/intake", 401)]
    [InlineData("/api/../api/./leads/intake", 401)]
    [InlineData("/api/x/%2e%2e/leads/intake", 401)]
    [InlineData("//api/leads/intake", 404)]
    [InlineData("///api/leads/intake", 404)]
    [InlineData("/%2Fapi/leads/intake", 404)]
    [InlineData("/api%2Fleads/intake", 404)]
    [InlineData("/api;x/leads/intake", 404)]
    [InlineData("/api\\leads\\intake", 404)]
    [InlineData("/leads/intake", 404)]
    [InlineData("/x/api/leads/intake", 404)]
    public async Task There_is_no_way_around_the_key(string path, int status)
    {
        foreach (var key in new[] { null, status == 404 ? _acme.ApiKey : null })
        {
            var request = new Request(_acme) { Path = path, Key = key };
            await using var connection = await _host.ConnectAsync();
            // With an origin of its own, since outside /api a form's post needs one.
            await connection.WriteAsync(request.ToWire($"Origin: http://{request.Host}\r\nContent-Length: {request.Body!.Length}\r\n", request.Lead()));

            (await connection.ReadHeadAsync()).ShouldStartWith($"HTTP/1.1 {status} ");
            await fixture.ShouldNotBeStoredAsync(request);
        }
    }

    [Theory]
    [InlineData("//api/leads/intake")]
    [InlineData("///api/leads/intake")]
    [InlineData("//API")]
    [InlineData("//%61pi/leads/intake?a=b")]
    public async Task A_path_with_a_slash_too_many_in_front_is_404_in_JSON_whoever_asks(string path)
    {
        foreach (var host in new[] { _acme.Host, NoTenant, Tenant.BaseDomain, "xn--0.example" })
        {
            foreach (var key in new[] { null, _acme.ApiKey })
            {
                var request = new Request(_acme) { Path = path, Host = host, Key = key };
                (await _host.SendWireAsync(request.ToWire($"Content-Length: {request.Body!.Length}\r\n", request.Lead()))).ShouldBe(404, "not_found");
                await fixture.ShouldNotBeStoredAsync(request);
            }
        }
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("X-HTTP-Method")]
    [InlineData("X-Method-Override")]
    public async Task A_header_does_not_change_the_verb(string header)
    {
        (await fixture.RefuseAsync(new Request(_acme) { Method = HttpMethod.Put }.WithHeader(header, "POST"))).ShouldBe(405, "method_not_allowed");
    }

    [Fact]
    public async Task The_tenant_is_looked_at_before_all_else()
    {
        var request = new Request(_acme) { Host = NoTenant, Key = null, Path = "/api/nothing", Method = HttpMethod.Put, ContentType = "text/plain" };

        (await fixture.RefuseAsync(request.WithBody("{"))).ShouldBe(404, "tenant_not_found");
    }

    [Fact]
    public async Task The_key_is_looked_at_before_path_verb_media_type_size_and_body()
    {
        var request = new Request(_acme) { Key = "hcrm_wrong", Path = "/api/nothing", Method = HttpMethod.Put, ContentType = "text/plain" };

        (await fixture.RefuseAsync(request.WithBody(new string(' ', 70_000)))).ShouldBe(401, "invalid_api_key");
        (await fixture.RefuseAsync(request with { Path = Request.IntakePath })).ShouldBe(401, "invalid_api_key");
        (await fixture.RefuseAsync(request with { Path = Request.IntakePath, Method = HttpMethod.Post })).ShouldBe(401, "invalid_api_key");
    }

    [Fact]
    public async Task The_verb_is_looked_at_before_size_media_type_and_body()
    {
        var request = new Request(_acme) { Method = HttpMethod.Put, ContentType = "text/plain" };

        (await fixture.RefuseAsync(request.WithBody(new string(' ', 70_000)))).ShouldBe(405, "method_not_allowed");
    }

    [Fact]
    public async Task The_declared_size_is_looked_at_before_the_media_type_and_that_before_the_body()
    {
        var request = new Request(_acme) { ContentType = "text/plain" };

        (await fixture.RefuseAsync(request.WithBody(new string(' ', 70_000)))).ShouldBe(413, "payload_too_large");
        (await fixture.RefuseAsync(request.WithBody("{"))).ShouldBe(415, "unsupported_media_type");
    }
}
