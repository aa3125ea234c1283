using HrefCrm.Leads.Domain;
using Npgsql;
using Volo.Abp.Data;

namespace HrefCrm.Leads.EntityFrameworkCore;

/// <summary>One prepared statement, on a connection kept open, that inserts any number of leads, of any tenants, and commits by itself.</summary>
internal sealed class LeadInsert : IAsyncDisposable
{
    private static readonly (string Column, Func<Lead, string?> Get)[] Texts =
    [
        ("first_name", l => l.FirstName),
        ("last_name", l => l.LastName),
        ("email", l => l.Email),
        ("phone", l => l.Phone),
        ("street", l => l.Street),
        ("city", l => l.City),
        ("state", l => l.State),
        ("zip", l => l.Zip),
        ("source", l => l.Source),
        ("utm_source", l => l.UtmSource),
        ("utm_medium", l => l.UtmMedium),
        ("utm_campaign", l => l.UtmCampaign),
        ("utm_term", l => l.UtmTerm),
        ("utm_content", l => l.UtmContent),
        ("metadata", l => l.Metadata),
    ];

    private static readonly string Sql = BuildSql();

    private readonly NpgsqlParameter<Guid[]> _tenantIds = new();
    private readonly NpgsqlParameter<Guid[]> _ids = new();
    private readonly NpgsqlParameter<Guid?[]> _stageIds = new();
    private readonly NpgsqlParameter<DateTime[]> _times = new();
    private readonly NpgsqlParameter<string?[]>[] _texts = [.. Texts.Select(_ => new NpgsqlParameter<string?[]>())];
    private readonly IConnectionStringResolver _connectionStrings;
    private readonly NpgsqlCommand _command;

    public LeadInsert(IConnectionStringResolver connectionStrings)
    {
        _connectionStrings = connectionStrings;
        _command = new NpgsqlCommand(Sql) { Parameters = { _tenantIds, _ids, _stageIds, _times } };
        _command.Parameters.AddRange(_texts);
    }

    /// <summary>Inserts the leads; one that is there already, by a try whose outcome was lost, is left as it is.</summary>
    public async Task ExecuteAsync(IReadOnlyList<Lead> leads)
    {
        _tenantIds.TypedValue = Column(leads, l => l.TenantId!.Value);
        _ids.TypedValue = Column(leads, l => l.Id);
        _stageIds.TypedValue = Column(leads, l => l.StageId);
        _times.TypedValue = Column(leads, l => l.CreatedAt);
        for (var i = 0; i < Texts.Length; i++)
            _texts[i].TypedValue = Column(leads, Texts[i].Get);

        if (_command.Connection is null)
            await ConnectAsync();
        await _command.ExecuteNonQueryAsync();
    }

    /// <summary>Drops the connection; the next insert opens another.</summary>
    public async Task DisconnectAsync()
    {
        if (_command.Connection is { } connection)
            await connection.DisposeAsync();
        _command.Connection = null;
    }

    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        await _command.DisposeAsync();
    }

    private async Task ConnectAsync()
    {
        _command.Connection = new NpgsqlConnection(await _connectionStrings.ResolveAsync(LeadsDbContext.IntakeConnectionStringName));
        await _command.Connection.OpenAsync();
        await _command.PrepareAsync();
    }

    private static T[] Column<T>(IReadOnlyList<Lead> leads, Func<Lead, T> get)
    {
        var values = new T[leads.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = get(leads[i]);
        return values;
    }

    private static string BuildSql()
    {
        var columns = string.Join(", ", Texts.Select(t => t.Column));
        var arrays = string.Join(", ", Texts.Select((_, i) => $"${i + 5}::text[]"));
        return $"""
            INSERT INTO leads.leads (tenant_id, id, stage_id, created_at, updated_at, status, {columns})
            SELECT tenant_id, id, stage_id, created_at, created_at, 'new', {columns.Replace("metadata", "metadata::json")}
            FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], {arrays}) AS l (tenant_id, id, stage_id, created_at, {columns})
            ON CONFLICT DO NOTHING
            """;
    }
}
