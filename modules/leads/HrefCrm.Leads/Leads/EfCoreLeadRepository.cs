using HrefCrm.PostgreSql;
using System.Text.Json;
using HrefCrm.Leads.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Volo.Abp;
using Volo.Abp.Domain.Repositories.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore;

namespace HrefCrm.Leads.Leads;

internal sealed class EfCoreLeadRepository(IDbContextProvider<LeadsDbContext> dbContextProvider)
    : EfCoreRepository<LeadsDbContext, Lead, Guid>(dbContextProvider), ILeadRepository
{
    private Guid TenantId => CurrentTenant.Id ?? throw new AbpException("Leads are a tenant's, and none is current.");

    public async Task<bool> TryInsertAsync(Lead lead)
    {
        var dbContext = await GetDbContextAsync();
        // Two clicks at one moment wait for each other here; an insert that fails would take the transaction with it.
        await dbContext.Database.LockAsync($"leads.leads {lead.Id}");
        if (await Leads(dbContext).AnyAsync(l => l.Id == lead.Id))
            return false;
        await InsertAsync(lead, autoSave: true);
        return true;
    }

    public async Task LockAsync(Lead lead)
    {
        var dbContext = await GetDbContextAsync();
        await dbContext.Database.ExecuteSqlAsync($"SELECT FROM leads.leads WHERE tenant_id = {TenantId} AND id = {lead.Id} FOR NO KEY UPDATE");
        await dbContext.Entry(lead).ReloadAsync();
    }

    public async Task<List<LeadRow>> GetPageAsync(LeadQuery query, Guid? before, int take)
    {
        var dbContext = await GetDbContextAsync();
        if (query.IsEverything)
        {
            var all = Leads(dbContext).Where(l => l.BinnedAt == null);
            if (before is { } last)
                all = all.Where(l => l.Id < last);
            return await Rows(all.OrderByDescending(l => l.Id).Take(take)).ToListAsync();
        }

        var index = Where(Index(dbContext), query);
        if (before is { } lastOne)
            index = index.Where(i => i.Id < lastOne);
        var ids = await index.OrderByDescending(i => i.Id).Select(i => i.Id).Take(take).ToListAsync();
        return await ReadAsync(dbContext, ids);
    }

    public async Task<List<LeadRow>> GetRowsAsync(LeadQuery query, IReadOnlyCollection<Guid> ids)
    {
        var dbContext = await GetDbContextAsync();
        if (query.IsEverything)
            return await Rows(Leads(dbContext).Where(l => ids.Contains(l.Id) && l.BinnedAt == null).OrderByDescending(l => l.Id)).ToListAsync();
        return await ReadAsync(dbContext, await Where(Index(dbContext), query).Where(i => ids.Contains(i.Id)).Select(i => i.Id).ToListAsync());
    }

    public async Task<List<Guid>> GetIdsAsync(LeadQuery query, Guid newest) =>
        await Where(Index(await GetDbContextAsync()), query).Where(i => i.Id <= newest).Select(i => i.Id).ToListAsync();

    public async Task<long> CountAsync(LeadQuery query) => query.IsCounted
        ? (await CountByStageAsync(query)).Values.Sum()
        : await Where(Index(await GetDbContextAsync()), query).LongCountAsync();

    public async Task<Dictionary<Guid, long>> CountByStageAsync(LeadQuery query)
    {
        var dbContext = await GetDbContextAsync();
        if (!query.IsCounted)
        {
            return await Where(Index(dbContext), query).GroupBy(i => i.StageId).Select(g => new { g.Key, Count = g.LongCount() })
                .ToDictionaryAsync(g => g.Key ?? Guid.Empty, g => g.Count);
        }

        var counts = dbContext.LeadCounts.Where(c => c.TenantId == TenantId);
        if (query.StageId is { } stageId)
            counts = counts.Where(c => c.StageId == stageId);
        if (query.HasNoStage)
            counts = counts.Where(c => c.StageId == null);
        if (query.Status is { } status)
            counts = counts.Where(c => c.Status == status);
        if (query.Source is { } source)
            counts = counts.Where(c => c.Source == source);
        if (query.AssigneeId is { } assigneeId)
            counts = counts.Where(c => c.AssigneeId == assigneeId);
        if (query.IsUnassigned)
            counts = counts.Where(c => c.AssigneeId == null);
        if (query.IsWaiting)
            counts = counts.Where(c => c.IsWaiting);
        return await counts.GroupBy(c => c.StageId).Select(g => new { g.Key, Count = g.Sum(c => c.N) }).ToDictionaryAsync(g => g.Key ?? Guid.Empty, g => g.Count);
    }

    public async Task<List<string>> GetSourcesAsync(int take) =>
        await (await GetDbContextAsync()).LeadCounts.Where(c => c.TenantId == TenantId && c.Source != null)
            .GroupBy(c => c.Source!).Select(g => new { g.Key, Count = g.Sum(c => c.N) })
            .Where(g => g.Count > 0).OrderByDescending(g => g.Count).ThenBy(g => g.Key).Take(take).Select(g => g.Key).ToListAsync();

    public async Task<List<LeadRow>> GetDuplicatesAsync(Guid id, int take)
    {
        var dbContext = await GetDbContextAsync();
        var own = await Index(dbContext).Where(i => i.Id == id).Select(i => new { i.Email, i.Phone }).FirstOrDefaultAsync();
        if (own is null)
            return [];
        var ids = new HashSet<Guid>();
        foreach (var same in new[]
        {
            own.Email is null ? null : Index(dbContext).Where(i => i.Email == own.Email),
            own.Phone is null ? null : Index(dbContext).Where(i => i.Phone == own.Phone),
        })
        {
            if (same is not null)
                ids.UnionWith(await same.Where(i => !i.IsBinned && i.Id != id).OrderByDescending(i => i.Id).Select(i => i.Id).Take(take).ToListAsync());
        }

        return [.. (await ReadAsync(dbContext, ids)).Take(take)];
    }

    public async Task IndexAsync(IReadOnlyCollection<Guid> ids, string country)
    {
        var dbContext = await GetDbContextAsync();
        var missing = await Leads(dbContext).Where(l => ids.Contains(l.Id) && !dbContext.LeadIndex.Any(i => i.TenantId == TenantId && i.Id == l.Id))
            .Select(l => new { l.Id, l.Details.FirstName, l.Details.LastName, l.Details.Email, l.Details.Phone, l.Details.Source }).ToListAsync();
        if (missing.Count == 0)
            return;
        var phones = missing.ConvertAll(l => PhoneNumber.Normalize(l.Phone, country));
        var texts = missing.Select((l, i) => SearchText.Of(
            new LeadDetails { FirstName = l.FirstName, LastName = l.LastName, Email = l.Email, Phone = l.Phone, Source = l.Source }, phones[i]));
        // What somebody has indexed meanwhile is theirs.
        await dbContext.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO leads.lead_index (tenant_id, lead_id, stage_id, status, source, campaign, assignee_id, created_at, answered_at, answered_by, is_binned, email, phone, search)
            SELECT l.tenant_id, l.id, l.stage_id, l.status, l.source, l.utm_campaign, l.assignee_id, l.created_at, l.answered_at, l.answered_by, l.binned_at IS NOT NULL, l.email, n.phone, n.search
            FROM unnest(@ids, @phones, @texts) n (id, phone, search) JOIN leads.leads l ON l.tenant_id = @tenant AND l.id = n.id
            ON CONFLICT DO NOTHING
            """,
            new NpgsqlParameter<Guid>("tenant", TenantId),
            new NpgsqlParameter<Guid[]>("ids", [.. missing.Select(l => l.Id)]),
            new NpgsqlParameter<string?[]>("phones", [.. phones]),
            new NpgsqlParameter<string[]>("texts", [.. texts]));
    }

    public async Task ReindexAsync(Lead lead, string country)
    {
        var phone = PhoneNumber.Normalize(lead.Details.Phone, country);
        var text = SearchText.Of(lead.Details, phone);
        await (await GetDbContextAsync()).Database.ExecuteSqlAsync(
            $"""
            UPDATE leads.lead_index SET source = {lead.Details.Source}, campaign = {lead.Details.UtmCampaign}, email = {lead.Details.Email}, phone = {phone}, search = {text}
            WHERE tenant_id = {TenantId} AND lead_id = {lead.Id}
            """);
    }

    public async Task<List<Guid>> ChangeAsync(IReadOnlyCollection<SeenLead> leads, LeadChange change, IReadOnlyList<Member> members, Actor actor, DateTime now)
    {
        // The column that changes, its value, its name in a timeline, and what the entry is called.
        const string stage = "(SELECT name FROM leads.pipeline_stages WHERE tenant_id = @tenant AND id = {0})";
        const string member = "(SELECT name FROM unnest(@members, @names) m (id, name) WHERE m.id = {0})";
        var (column, value, name, kind) = change switch
        {
            LeadChange.Move move => ("stage_id", Value(move.StageId), stage, ActivityKind.Moved),
            LeadChange.SetStatus set => ("status", Value(Name(set.Status)), "{0}", ActivityKind.StatusChanged),
            LeadChange.Assign assign => ("assignee_id", Value(assign.AssigneeId), member, ActivityKind.Assigned),
            LeadChange.Bin => ("binned_at", Value<DateTime?>(now), "NULL", ActivityKind.Binned),
            LeadChange.Restore => ("binned_at", Value<DateTime?>(null), "NULL", ActivityKind.Restored),
            _ => throw new AbpException($"There is no change {change.GetType().Name}."),
        };
        var differs = column == "binned_at" ? $"(l.binned_at IS NULL) = {change is LeadChange.Bin}" : $"l.{column} IS DISTINCT FROM @value AND l.binned_at IS NULL";
        var answer = change.Answers ? ", answered_at = coalesce(l.answered_at, @now), answered_by = CASE WHEN l.answered_at IS NULL THEN @actor ELSE l.answered_by END" : "";
        var sql =
            $"""
            WITH hit AS (
                SELECT l.id, a.entry, l.{column} AS old FROM leads.leads l JOIN unnest(@ids, @versions, @entries) a (id, version, entry) ON a.id = l.id
                WHERE l.tenant_id = @tenant AND (a.version IS NULL OR l.xmin::text::bigint = a.version) AND {differs}
                ORDER BY l.id FOR NO KEY UPDATE OF l),
            changed AS (
                UPDATE leads.leads l SET {column} = @value, updated_at = @now{answer} FROM hit h WHERE l.tenant_id = @tenant AND l.id = h.id
                RETURNING l.id, h.entry, h.old, l.stage_id, l.status, l.assignee_id, l.answered_at, l.answered_by, l.binned_at),
            indexed AS (
                UPDATE leads.lead_index i SET stage_id = c.stage_id, status = c.status, assignee_id = c.assignee_id, answered_at = c.answered_at,
                    answered_by = c.answered_by, is_binned = c.binned_at IS NOT NULL
                FROM changed c WHERE i.tenant_id = @tenant AND i.lead_id = c.id)
            INSERT INTO leads.activities (tenant_id, lead_id, id, kind, at, actor_id, actor_name, before, after)
            SELECT @tenant, id, entry, @kind, @now, @actor, @actor_name, {string.Format(null, name, "old")}, {string.Format(null, name, "@value")} FROM changed
            RETURNING lead_id AS "Value"
            """;
        var dbContext = await GetDbContextAsync();
        return await dbContext.Database.SqlQueryRaw<Guid>(
            sql,
            new NpgsqlParameter<Guid>("tenant", TenantId),
            new NpgsqlParameter<Guid[]>("ids", [.. leads.Select(l => l.Id)]),
            new NpgsqlParameter<long?[]>("versions", [.. leads.Select(l => (long?)l.Version)]),
            new NpgsqlParameter<Guid[]>("entries", [.. leads.Select(_ => Guid.CreateVersion7(now))]),
            value,
            new NpgsqlParameter<string>("kind", Name(kind)),
            new NpgsqlParameter<DateTime>("now", now),
            new NpgsqlParameter<Guid?>("actor", actor.Id),
            new NpgsqlParameter<string?>("actor_name", actor.Name),
            new NpgsqlParameter<Guid[]>("members", [.. members.Select(m => m.Id)]),
            new NpgsqlParameter<string[]>("names", [.. members.Select(m => m.Name)])).ToListAsync();

        static NpgsqlParameter Value<T>(T of) => new NpgsqlParameter<T>("value", of);
    }

    public async Task<bool> AddActivityAsync(Activity activity) => 1 == await (await GetDbContextAsync()).Database.ExecuteSqlAsync(
        $"""
        INSERT INTO leads.activities (tenant_id, lead_id, id, kind, at, actor_id, actor_name, text, changes)
        VALUES ({TenantId}, {activity.LeadId}, {activity.Id}, {Name(activity.Kind)}, {activity.At}, {activity.ActorId}, {activity.ActorName}, {activity.Text}, {activity.Changes}::json)
        ON CONFLICT DO NOTHING
        """);

    public async Task AnswerAsync(Guid id, Guid? by, DateTime at) => await (await GetDbContextAsync()).Database.ExecuteSqlAsync(
        $"""
        WITH answered AS (
            UPDATE leads.leads SET answered_at = greatest({at}, created_at), answered_by = {by}
            WHERE tenant_id = {TenantId} AND id = {id} AND answered_at IS NULL RETURNING id, answered_at, answered_by)
        UPDATE leads.lead_index i SET answered_at = a.answered_at, answered_by = a.answered_by FROM answered a WHERE i.tenant_id = {TenantId} AND i.lead_id = a.id
        """);

    public async Task CompactCountsAsync(DateTime now) => await (await GetDbContextAsync()).Database.ExecuteSqlAsync(
        $"""
        WITH counts AS (DELETE FROM leads.lead_counts WHERE tenant_id = {TenantId} RETURNING *),
        stats AS (DELETE FROM leads.lead_stats WHERE tenant_id = {TenantId} RETURNING *),
        kept AS (
            INSERT INTO leads.lead_stats (tenant_id, kind, at, key, stage_id, minutes, n)
            SELECT tenant_id, kind, at, key, stage_id, minutes, sum(n) FROM stats WHERE at >= {now.AddDays(-100)} GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0)
        INSERT INTO leads.lead_counts (tenant_id, stage_id, status, source, assignee_id, is_waiting, n)
        SELECT tenant_id, stage_id, status, source, assignee_id, is_waiting, sum(n) FROM counts GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0
        """);

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Pattern(string term) =>
        $"%{term.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";

    private static IQueryable<LeadIndexEntry> Where(IQueryable<LeadIndexEntry> index, LeadQuery query)
    {
        index = query.IsBinned ? index.Where(i => i.IsBinned) : index.Where(i => !i.IsBinned);
        if (query.StageId is { } stageId)
            index = index.Where(i => i.StageId == stageId);
        if (query.HasNoStage)
            index = index.Where(i => i.StageId == null);
        if (query.Status is { } status)
            index = index.Where(i => i.Status == status);
        if (query.Source is { } source)
            index = index.Where(i => i.Source == source);
        if (query.Campaign is { } campaign)
            index = index.Where(i => i.Campaign == campaign);
        if (query.AssigneeId is { } assigneeId)
            index = index.Where(i => i.AssigneeId == assigneeId);
        if (query.IsUnassigned)
            index = index.Where(i => i.AssigneeId == null);
        if (query.IsWaiting)
            index = index.Where(i => i.AnsweredAt == null);
        if (query.From is { } from)
            index = index.Where(i => i.CreatedAt >= from);
        if (query.Until is { } until)
            index = index.Where(i => i.CreatedAt < until);
        return query.Terms.Select(Pattern).Aggregate(index, (found, pattern) => found.Where(i => EF.Functions.Like(i.Search, pattern, @"\")));
    }

    private static IQueryable<LeadRow> Rows(IQueryable<Lead> leads) => leads.Select(l => new LeadRow
    {
        Id = l.Id,
        FirstName = l.Details.FirstName,
        LastName = l.Details.LastName,
        Email = l.Details.Email,
        Phone = l.Details.Phone,
        Source = l.Details.Source,
        StageId = l.StageId,
        Status = l.Status,
        AssigneeId = l.AssigneeId,
        CreatedAt = l.CreatedAt,
        AnsweredAt = l.AnsweredAt,
        BinnedAt = l.BinnedAt,
        Version = l.Version,
    });

    private IQueryable<Lead> Leads(LeadsDbContext dbContext) => dbContext.Leads.AsNoTracking().Where(l => l.TenantId == TenantId);

    private IQueryable<LeadIndexEntry> Index(LeadsDbContext dbContext) => dbContext.LeadIndex.AsNoTracking().Where(i => i.TenantId == TenantId);

    private Task<List<LeadRow>> ReadAsync(LeadsDbContext dbContext, IReadOnlyCollection<Guid> ids) =>
        Rows(Leads(dbContext).Where(l => ids.Contains(l.Id)).OrderByDescending(l => l.Id)).ToListAsync();
}
