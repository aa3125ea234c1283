using System.Text.Json;

namespace HrefCrm.Packages.Tests;

/// <summary><c>test/packages/LeadsHost</c>, which takes Tenancy and Leads, and no pages.</summary>
public sealed class LeadsHost(PackedProduct product) : PackageHost(product, "LeadsHost");

[Collection(SharedPackages.Name)]
public class LeadsHostTests(LeadsHost host) : IClassFixture<LeadsHost>
{
    private const string Intake = "/api/leads/intake";

    [Fact]
    public async Task A_lead_is_a_row_in_the_first_stage_of_its_tenant()
    {
        const string json = """{"email":"ada@example.com"}""";
        var (status, body) = await host.SendAsync(HttpMethod.Post, "acme.crm.example", Intake, host.AcmeKey, json);

        status.ShouldBe(201, body);
        var rows = await host.Database.QueryAsync<string>(
            """
            SELECT concat_ws(' ', l.id, t.slug, s.name) FROM leads.leads l
            JOIN tenancy.tenants t ON t.id = l.tenant_id
            JOIN leads.pipeline_stages s ON s.tenant_id = l.tenant_id AND s.id = l.stage_id
            WHERE l.email = 'ada@example.com'
            """);
        var lead = JsonDocument.Parse(body).RootElement.GetProperty("lead_id").GetGuid();
        rows.ShouldHaveSingleItem().ShouldBe($"{lead} acme New");
    }

    [Theory]
    [InlineData("acme.crm.example", "hcrm_wrong", """{"email":"refused@example.com"}""", 401)]
    [InlineData("nobody.crm.example", null, """{"email":"refused@example.com"}""", 404)]
    [InlineData("acme.crm.example", null, """{"email":"refused@example.com","first_name":1}""", 400)]
    [InlineData("acme.crm.example", null, """{"email":"refused@example.com" """, 400)]
    public async Task What_is_refused_is_not_stored(string at, string? key, string json, int expected)
    {
        var (status, body) = await host.SendAsync(HttpMethod.Post, at, Intake, key ?? host.AcmeKey, json);

        status.ShouldBe(expected);
        body.ShouldContain($"\"status\":{expected}");
        (await host.Database.QueryAsync<long>("SELECT count(*) FROM leads.leads WHERE email = 'refused@example.com'")).ShouldBe([0]);
    }

    [Fact]
    public async Task A_new_tenant_has_the_pipeline_that_the_host_gives_it() =>
        (await host.Database.QueryAsync<long>("SELECT count(*) FROM leads.pipeline_stages GROUP BY tenant_id")).ShouldBe([5, 5]);

    [Fact]
    public void It_consists_of_packages_alone() => host.ShouldConsistOf(
        "HrefCrm.Leads", "HrefCrm.Leads.Contracts", "HrefCrm.PostgreSql", "HrefCrm.Tenancy", "HrefCrm.Tenancy.Contracts");

    [Fact]
    public void It_has_nothing_of_pages() => host.Files.ShouldNotContain(file => file.Contains("Mud", StringComparison.Ordinal));
}
