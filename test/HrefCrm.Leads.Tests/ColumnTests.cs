using System.Reflection;
using System.Security.Claims;
using System.Text.Json.Serialization;
using HrefCrm.Leads.Intake;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Leads.Tests;

/// <summary>
/// The database's catalogue says which text columns a lead has and how long they are. Each is a field of the contract, taken through both doors, and
/// nothing of it is lost: a column that the table of fields forgets fails here.
/// </summary>
[Collection(SharedHost.Name)]
public class ColumnTests(HostFixture fixture)
{
    // What the product itself writes.
    private static readonly string[] Own = ["status"];

    private static readonly Dictionary<string, PropertyInfo> Inputs = typeof(IntakeInput).GetProperties()
        .ToDictionary(p => p.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name);

    [Fact]
    public async Task Every_text_column_is_a_field_of_the_input_and_the_other_way_round()
    {
        var columns = await ColumnsAsync();
        columns.Keys.Append("metadata").ShouldBe(Inputs.Keys, ignoreOrder: true);
        columns.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Over_HTTP_every_column_takes_what_fits_and_is_stored_as_it_came()
    {
        var columns = await ColumnsAsync();
        var values = ValuesFor(columns);
        var request = new Request(fixture.Acme);
        var members = string.Join(",", values.Where(v => v.Key != "email").Select(v => $"\"{v.Key}\":\"{v.Value}\""));
        var row = await fixture.StoreAsync(request.With(members));
        foreach (var (column, value) in values.Where(v => v.Key != "email"))
            row[column].ShouldBe(value, column);

        foreach (var (column, length) in columns.Where(c => c.Key != "email"))
        {
            var refused = await fixture.RefuseAsync(request.With($"\"{column}\":\"{new string('x', length + 1)}\""));
            refused.ShouldBeInvalid((column, $"Must be at most {length} characters"));
        }
    }

    [Fact]
    public async Task In_process_every_column_is_stored_as_it_came()
    {
        var values = ValuesFor(await ColumnsAsync());
        var input = new IntakeInput { Metadata = LeadMetadata.Parse("""{"a":1}""") };
        foreach (var (column, value) in values)
            Inputs[column].SetValue(input, value);

        var caller = new ClaimsPrincipal(new ClaimsIdentity([new Claim(AbpClaimTypes.ClientId, "a key")], "test"));
        var stored = await fixture.Host.CallAsync(
            fixture.Acme.Id, caller, services => services.GetRequiredService<IIntakeAppService>().CreateAsync(input));
        var row = await fixture.Leads.ReadAsync(stored.LeadId);
        foreach (var (column, value) in values)
            row[column].ShouldBe(value, column);
        row["metadata"].ShouldBe("""{"a":1}""");
    }

    // Each value is another, so that no two fields can be mixed up.
    private static Dictionary<string, string> ValuesFor(Dictionary<string, int> columns) => columns.ToDictionary(
        c => c.Key, c => c.Key == "email" ? $"{Guid.NewGuid():N}@example.com" : (c.Key + new string('x', c.Value))[..c.Value]);

    private async Task<Dictionary<string, int>> ColumnsAsync()
    {
        var rows = await fixture.Leads.QueryAsync(
            """
            SELECT column_name::text AS name, character_maximum_length::int AS length FROM information_schema.columns
            WHERE table_schema = 'leads' AND table_name = 'leads' AND data_type IN ('character varying', 'text')
            """);
        return rows.Where(r => !Own.Contains((string)r["name"]!)).ToDictionary(r => (string)r["name"]!, r => (int)r["length"]!);
    }
}
