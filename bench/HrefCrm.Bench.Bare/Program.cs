// What the intake is measured against: the same request on a bare minimal API, with one INSERT (/leads) or without a database (/nothing).
// No tenant is looked up, no key checked, no field validated.
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using NpgsqlTypes;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Services.ConfigureHttpJsonOptions(json =>
{
    json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
    json.SerializerOptions.TypeInfoResolverChain.Insert(0, BareJson.Default);
});
var app = builder.Build();

var tenantId = Guid.Parse(builder.Configuration["Tenant"]!);
var stageId = Guid.Parse(builder.Configuration["Stage"]!);
await using var database = NpgsqlDataSource.Create(builder.Configuration["Database"]!);
const string insert =
    """
    INSERT INTO leads.leads (tenant_id, id, stage_id, created_at, updated_at, status, first_name, last_name, email, phone, source, metadata)
    VALUES ($1, $2, $3, $4, $4, 'new', $5, $6, $7, $8, $9, $10)
    """;

app.MapPost("/leads", async (BareLead lead) =>
{
    var stored = BareStored.New();
    await using var command = database.CreateCommand(insert);
    command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
    command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stored.LeadId });
    command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stageId });
    command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = stored.CreatedAt });
    command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lead.FirstName });
    command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lead.LastName });
    command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lead.Email });
    command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lead.Phone });
    command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lead.Source });
    command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = lead.Metadata.GetRawText(), NpgsqlDbType = NpgsqlDbType.Json });
    await command.ExecuteNonQueryAsync();
    return TypedResults.Json(stored, BareJson.Default.BareStored, statusCode: StatusCodes.Status201Created);
});
app.MapPost("/nothing", (BareLead lead) =>
    TypedResults.Json(BareStored.New(), BareJson.Default.BareStored, statusCode: lead.Email is null ? 400 : 201));
await app.RunAsync();

internal sealed record BareLead(string? FirstName, string? LastName, string? Email, string? Phone, string? Source, JsonElement Metadata);

internal sealed record BareStored(Guid LeadId, DateTime CreatedAt)
{
    public static BareStored New() => new(Guid.CreateVersion7(), DateTime.UtcNow);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BareLead))]
[JsonSerializable(typeof(BareStored))]
internal sealed partial class BareJson : JsonSerializerContext;
