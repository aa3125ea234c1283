using System.Text.Json;

namespace HrefCrm.Packages.Tests;

/// <summary><c>test/packages/TenancyHost</c>, which takes Tenancy alone.</summary>
public sealed class TenancyHost(PackedProduct product) : PackageHost(product, "TenancyHost");

[Collection(SharedPackages.Name)]
public class TenancyHostTests(TenancyHost host) : IClassFixture<TenancyHost>
{
    [Theory]
    [InlineData("acme.crm.example", "<h1>Acme &amp; Sons</h1>")]
    [InlineData("other.crm.example", "<h1>The Other Firm</h1>")]
    [InlineData("crm.example", "<h1>Our own side</h1>")]
    public async Task The_page_says_whose_workspace_it_is(string at, string heading)
    {
        var (status, body) = await host.SendAsync(HttpMethod.Get, at, "/");

        status.ShouldBe(200);
        body.ShouldContain(heading);
    }

    [Fact]
    public async Task There_is_no_page_where_there_is_no_tenant() =>
        (await host.SendAsync(HttpMethod.Get, "nobody.crm.example", "/")).Status.ShouldBe(404);

    [Fact]
    public async Task An_endpoint_of_its_own_hears_who_calls_by_key()
    {
        var (status, body) = await host.SendAsync(HttpMethod.Get, "acme.crm.example", "/api/ping", host.AcmeKey);

        status.ShouldBe(200);
        var caller = JsonDocument.Parse(body).RootElement;
        caller.GetProperty("tenant").GetString().ShouldBe("Acme & Sons");
        var keys = await host.Database.QueryAsync<Guid>(
            "SELECT k.id FROM tenancy.api_keys k JOIN tenancy.tenants t ON t.id = k.tenant_id WHERE t.slug = 'acme'");
        caller.GetProperty("key").GetGuid().ShouldBe(keys.ShouldHaveSingleItem());
    }

    [Fact]
    public async Task A_key_that_does_not_work_is_refused()
    {
        (await host.SendAsync(HttpMethod.Get, "acme.crm.example", "/api/ping")).Status.ShouldBe(401);
        (await host.SendAsync(HttpMethod.Get, "acme.crm.example", "/api/ping", "hcrm_wrong")).Status.ShouldBe(401);
        (await host.SendAsync(HttpMethod.Get, "acme.crm.example", "/api/ping", host.OtherKey)).Status.ShouldBe(401);
        (await host.SendAsync(HttpMethod.Get, "nobody.crm.example", "/api/ping", host.AcmeKey)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task It_has_the_schema_of_Tenancy_alone()
    {
        var schemas = await host.Database.QueryAsync<string>("SELECT nspname::text FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%'");

        schemas.ShouldBe(["information_schema", "public", "tenancy"], ignoreOrder: true);
    }

    [Fact]
    public void It_consists_of_packages_alone() =>
        host.ShouldConsistOf("HrefCrm.PostgreSql", "HrefCrm.Tenancy", "HrefCrm.Tenancy.Contracts");
}
