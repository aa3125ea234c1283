namespace HrefCrm.Leads.Tests;

/// <summary>crm.md, "Inbox": new leads land in the first active stage.</summary>
[Collection(SharedHost.Name)]
public class StageTests(HostFixture fixture)
{
    private static readonly TimeSpan ASecond = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_lead_whose_stage_was_deleted_meanwhile_lands_in_the_next_and_at_last_in_none()
    {
        var tenant = await ProvisionAsync();
        var landed = new List<string?>();
        for (var i = 0; i < 4; i++)
        {
            var lead = await fixture.StoreAsync(new Request(tenant));
            landed.Add(await NameAsync(lead));
            // The host has just used the stage, so it holds it for the first while it goes.
            await fixture.ExecuteAsync(
                $"""
                UPDATE leads.leads SET stage_id = NULL WHERE tenant_id = '{tenant.Id}';
                DELETE FROM leads.pipeline_stages WHERE tenant_id = '{tenant.Id}' AND id = '{lead["stage_id"] ?? Guid.Empty}';
                """);
        }

        landed.ShouldBe(["New", "Contacted", "Qualified", null]);
    }

    [Fact]
    public async Task Many_leads_at_once_survive_the_loss_of_their_stage()
    {
        var tenant = await ProvisionAsync();
        var first = await fixture.StoreAsync(new Request(tenant));
        await fixture.ExecuteAsync(
            $"""
            UPDATE leads.leads SET stage_id = NULL WHERE tenant_id = '{tenant.Id}';
            DELETE FROM leads.pipeline_stages WHERE tenant_id = '{tenant.Id}' AND id = '{first["stage_id"]}';
            """);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40)
            .SelectMany(_ => new[] { fixture.Host.SendAsync(new Request(tenant)), fixture.Host.SendAsync(new Request(fixture.Acme)) }));

        foreach (var answer in answers)
        {
            var lead = await fixture.Leads.ReadAsync(answer.ShouldBeAccepted().LeadId);
            (await NameAsync(lead)).ShouldBe((Guid)lead["tenant_id"]! == tenant.Id ? "Contacted" : "New");
        }
    }

    [Theory]
    [InlineData("UPDATE leads.pipeline_stages SET type = 'lost' WHERE tenant_id = '{0}' AND name = 'New'", "Contacted")]
    [InlineData("UPDATE leads.pipeline_stages SET sort_order = 0 WHERE tenant_id = '{0}' AND name = 'Qualified'", "Qualified")]
    [InlineData("UPDATE leads.pipeline_stages SET type = 'active', sort_order = 0 WHERE tenant_id = '{0}' AND name = 'Won'", "Won")]
    [InlineData("UPDATE leads.pipeline_stages SET type = 'won' WHERE tenant_id = '{0}'", null)]
    public async Task Another_first_stage_is_heard_of_within_a_second(string change, string? stage)
    {
        var tenant = await ProvisionAsync();
        (await NameAsync(await fixture.StoreAsync(new Request(tenant)))).ShouldBe("New");

        await fixture.ExecuteAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, change, tenant.Id));
        var deadline = DateTime.UtcNow + ASecond;
        string? landed;
        do
            landed = await NameAsync(await fixture.StoreAsync(new Request(tenant)));
        while (landed != stage && DateTime.UtcNow < deadline);

        landed.ShouldBe(stage);
    }

    private async Task<Tenant> ProvisionAsync()
    {
        var tenant = await fixture.Cli.ProvisionAsync();
        (await fixture.Host.SendUntilAsync(201, () => new Request(tenant), ASecond)).ShouldBeAccepted();
        return tenant;
    }

    private async Task<string?> NameAsync(Dictionary<string, object?> lead)
    {
        var stages = await fixture.Leads.QueryAsync(
            "SELECT name FROM leads.pipeline_stages WHERE tenant_id = $1 AND id = $2", lead["tenant_id"]!, lead["stage_id"] ?? Guid.Empty);
        return stages.SingleOrDefault()?["name"] as string;
    }
}
