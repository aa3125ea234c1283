using HrefCrm.Leads.Leads;
using HrefCrm.PostgreSql.Roles;
using Npgsql;
using NpgsqlTypes;

namespace HrefCrm.Leads.Intake;

/// <summary>
/// Prepared statements, on a connection kept open, that insert one lead or any number of them, of any tenants, and commit by themselves. One alone is
/// spared the arrays of many, which cost PostgreSQL a fifth of the time; a first try is spared the search for leads that are there already.
/// </summary>
internal sealed class LeadInsert : IAsyncDisposable
{
    private static readonly (string Column, Func<LeadDetails, string?> Get)[] Texts =
        [.. LeadFields.Texts.Select(f => (f.Name, f.Get)), (LeadFields.Metadata, d => d.Metadata)];

    private readonly DatabaseConnections _connections;
    private readonly TimeSpan _lockTimeout;
    private readonly Statement _one;
    private readonly Statement _many;
    private readonly Statement _again;
    private NpgsqlConnection? _connection;

    /// <param name="connections">Gives the intake's connection.</param>
    /// <param name="timeout">How long an insert may take.</param>
    /// <param name="lockTimeout">How long it may wait for what somebody else has locked.</param>
    public LeadInsert(DatabaseConnections connections, TimeSpan timeout, TimeSpan lockTimeout)
    {
        (_connections, _lockTimeout) = (connections, lockTimeout);
        _one = new One(timeout);
        _many = new Many(timeout);
        _again = new Many(timeout, "ON CONFLICT DO NOTHING");
    }

    private NpgsqlCommand[] Commands => [_one.Command, _many.Command, _again.Command];

    /// <summary>Inserts the leads.</summary>
    /// <param name="leads">At least one.</param>
    /// <param name="again">After a try whose outcome was lost: leads that are there already are left as they are.</param>
    public async Task ExecuteAsync(List<Lead> leads, bool again)
    {
        if (_connection is null)
            await ConnectAsync();
        var statement = again ? _again : leads.Count == 1 ? _one : _many;
        statement.Bind(leads);
        await statement.Command.ExecuteNonQueryAsync();
    }

    /// <summary>Leaves the server after a failure; the next insert connects anew.</summary>
    public async Task DisconnectAsync()
    {
        if (_connection is not { } connection)
            return;
        _connection = null;
        await _connections.LeaveServerAsync(connection);
    }

    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        foreach (var command in Commands)
            await command.DisposeAsync();
    }

    private async Task ConnectAsync()
    {
        _connection = await _connections.SourceOf(DatabaseRole.Intake).OpenConnectionAsync();
        await using (var bound = new NpgsqlCommand($"SET lock_timeout = {(int)_lockTimeout.TotalMilliseconds}", _connection))
            await bound.ExecuteNonQueryAsync();
        foreach (var command in Commands)
        {
            command.Connection = _connection;
            await command.PrepareAsync();
        }
    }

    private abstract class Statement(TimeSpan timeout, string source, string suffix)
    {
        private static readonly string Columns = string.Join(", ", Texts.Select(t => t.Column));

        public NpgsqlCommand Command { get; } = new(
            $"""
            INSERT INTO leads.leads (tenant_id, id, stage_id, created_at, updated_at, status, {Columns})
            SELECT tenant_id, id, stage_id, created_at, created_at, 'new', {Columns.Replace(LeadFields.Metadata, $"{LeadFields.Metadata}::json")}
            FROM {source} AS l (tenant_id, id, stage_id, created_at, {Columns})
            {suffix}
            """)
        {
            CommandTimeout = (int)Math.Ceiling(timeout.TotalSeconds),
        };

        public abstract void Bind(List<Lead> leads);

        protected void Add(NpgsqlParameter[] parameters) => Command.Parameters.AddRange(parameters);

        protected static string Parameters(string of) =>
            $"$1::uuid{of}, $2::uuid{of}, $3::uuid{of}, $4::timestamptz{of}, {string.Join(", ", Texts.Select((_, i) => $"${i + 5}::text{of}"))}";
    }

    private sealed class One : Statement
    {
        private readonly NpgsqlParameter<Guid> _tenantId = new();
        private readonly NpgsqlParameter<Guid> _id = new();
        private readonly NpgsqlParameter<Guid?> _stageId = new();
        // A time without a type is given one by its kind, anew for each value, and the statement loses its preparation.
        private readonly NpgsqlParameter<DateTime> _time = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
        private readonly NpgsqlParameter<string?>[] _texts = [.. Texts.Select(_ => new NpgsqlParameter<string?>())];

        public One(TimeSpan timeout)
            : base(timeout, $"(VALUES ({Parameters(of: "")}))", suffix: "")
        {
            Add([_tenantId, _id, _stageId, _time, .. _texts]);
        }

        public override void Bind(List<Lead> leads)
        {
            var lead = leads[0];
            _tenantId.TypedValue = lead.TenantId!.Value;
            _id.TypedValue = lead.Id;
            _stageId.TypedValue = lead.StageId;
            _time.TypedValue = lead.CreatedAt;
            for (var i = 0; i < Texts.Length; i++)
                _texts[i].TypedValue = Texts[i].Get(lead.Details);
        }
    }

    private sealed class Many : Statement
    {
        private readonly NpgsqlParameter<Guid[]> _tenantIds = new();
        private readonly NpgsqlParameter<Guid[]> _ids = new();
        private readonly NpgsqlParameter<Guid?[]> _stageIds = new();
        private readonly NpgsqlParameter<DateTime[]> _times = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz };
        private readonly NpgsqlParameter<string?[]>[] _texts = [.. Texts.Select(_ => new NpgsqlParameter<string?[]>())];

        public Many(TimeSpan timeout, string suffix = "")
            : base(timeout, $"unnest({Parameters(of: "[]")})", suffix)
        {
            Add([_tenantIds, _ids, _stageIds, _times, .. _texts]);
        }

        public override void Bind(List<Lead> leads)
        {
            _tenantIds.TypedValue = Column(leads, l => l.TenantId!.Value);
            _ids.TypedValue = Column(leads, l => l.Id);
            _stageIds.TypedValue = Column(leads, l => l.StageId);
            _times.TypedValue = Column(leads, l => l.CreatedAt);
            for (var i = 0; i < Texts.Length; i++)
            {
                var get = Texts[i].Get;
                _texts[i].TypedValue = Column(leads, l => get(l.Details));
            }
        }

        private static T[] Column<T>(List<Lead> leads, Func<Lead, T> get)
        {
            var values = new T[leads.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = get(leads[i]);
            return values;
        }
    }
}
