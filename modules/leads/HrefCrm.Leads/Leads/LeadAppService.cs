using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Volo.Abp;
using Volo.Abp.Application.Services;
using Volo.Abp.Domain.Repositories;
using Volo.Abp.Validation;

namespace HrefCrm.Leads.Leads;

/// <inheritdoc cref="ILeadAppService" />
[RemoteService(IsEnabled = false)]
[Authorize(LeadsPermissions.Leads.Default)]
public class LeadAppService(
    LeadManager manager, ILeadRepository leads, IRepository<Activity, Guid> activities, IMembers members, IFirstStageProvider stages)
    : ApplicationService, ILeadAppService
{
    private const int MaxDuplicates = 20;

    private Guid TenantId => CurrentTenant.Id ?? throw new AbpException("Leads are a tenant's, and none is current.");

    private Actor Me => Actor.Of(CurrentUser);

    /// <inheritdoc />
    public virtual async Task<LeadDto> GetAsync(Guid id) => await MapAsync(await manager.GetAsync(id));

    /// <inheritdoc />
    public virtual async Task<IReadOnlyList<MemberDto>> GetMembersAsync() =>
        [.. (await members.GetListAsync()).Select(m => new MemberDto(m.Id, m.Name, m.Id == CurrentUser.Id))];

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Leads.Create)]
    public virtual async Task<LeadDto> CreateAsync(Guid id, LeadDetailsDto input)
    {
        var details = LeadMapper.ToDetails(input);
        Check(details);
        await manager.CreateAsync(id, details, await stages.GetAsync(TenantId), Me);
        return await MapAsync(await manager.GetAsync(id));
    }

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Leads.Update)]
    public virtual async Task<LeadDto> UpdateAsync(Guid id, UpdateLeadInput input)
    {
        var details = LeadMapper.ToDetails(input);
        Check(details);
        var lead = await manager.GetAsync(id);
        await leads.LockAsync(lead);
        if (lead.Version != input.Version)
            throw LeadsErrors.LeadChanged((await DescribeAsync(lead)).What);

        var changes = lead.Edit(details, Clock.Now);
        if (changes.Count > 0)
        {
            var country = (await manager.GetSettingsAsync()).Country;
            await leads.UpdateAsync(lead, autoSave: true);
            await leads.IndexAsync([id], country);
            await leads.ReindexAsync(lead, country);
            await leads.AddActivityAsync(new Activity(
                lead, Guid.CreateVersion7(Clock.Now), ActivityKind.Edited, Me, lead.UpdatedAt,
                changes: JsonSerializer.Serialize(changes.Select(c => new { field = c.Field, from = c.Before, to = c.After }))));
        }

        return await MapAsync(lead);
    }

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Leads.Update)]
    public virtual Task<LeadChangesDto> MoveAsync(LeadSelectionDto leads, Guid? stageId) => ChangeAsync(leads, new LeadChange.Move(stageId));

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Leads.Update)]
    public virtual Task<LeadChangesDto> SetStatusAsync(LeadSelectionDto leads, LeadStatus status) => ChangeAsync(leads, new LeadChange.SetStatus(status));

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Leads.Update)]
    public virtual Task<LeadChangesDto> AssignAsync(LeadSelectionDto leads, Guid? memberId) => ChangeAsync(leads, new LeadChange.Assign(memberId));

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Leads.Update)]
    public virtual Task<LeadChangesDto> BinAsync(LeadSelectionDto leads) => ChangeAsync(leads, new LeadChange.Bin());

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Leads.Update)]
    public virtual Task<LeadChangesDto> RestoreAsync(LeadSelectionDto leads) => ChangeAsync(leads, new LeadChange.Restore());

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Leads.Erase)]
    public virtual async Task EraseAsync(Guid id)
    {
        var tenantId = TenantId;
        await leads.DeleteAsync(l => l.TenantId == tenantId && l.Id == id && l.BinnedAt != null);
    }

    private static void Check(LeadDetails details)
    {
        if (LeadRules.NormalizeAndValidate(details) is { Count: > 0 } problems)
            throw new AbpValidationException("The lead did not pass validation.", new List<ValidationResult>(problems));
    }

    private async Task<LeadChangesDto> ChangeAsync(LeadSelectionDto selection, LeadChange change)
    {
        if (selection.Filter is { } filter)
        {
            var query = LeadMapper.ToQuery(filter, (await manager.GetSettingsAsync()).Country);
            var all = await leads.GetIdsAsync(query, selection.Newest ?? LeadManager.Newest);
            return new LeadChangesDto { Changed = [.. await manager.ChangeAsync([.. all.Select(id => new SeenLead(id, null))], change, Me)] };
        }

        if (selection.Leads.Count > LeadConsts.MaxSelected)
            throw LeadsErrors.TooManySelected();
        var changed = await manager.ChangeAsync([.. selection.Leads.DistinctBy(l => l.Id).Select(l => new SeenLead(l.Id, l.Version))], change, Me);
        return new LeadChangesDto
        {
            Changed = [.. changed],
            Conflicts = await ExplainAsync([.. selection.Leads.Select(l => l.Id).Except(changed)], change),
        };
    }

    // A lead that is so already was changed alike by a colleague, or by the click before.
    private async Task<IReadOnlyList<LeadConflictDto>> ExplainAsync(List<Guid> unchanged, LeadChange change)
    {
        var conflicts = new List<LeadConflictDto>();
        var tenantId = TenantId;
        foreach (var lead in unchanged.Count == 0 ? [] : await leads.GetListAsync(l => l.TenantId == tenantId && unchanged.Contains(l.Id)))
        {
            var isSo = change switch
            {
                LeadChange.Move move => lead.StageId == move.StageId && lead.BinnedAt is null,
                LeadChange.SetStatus set => lead.Status == set.Status && lead.BinnedAt is null,
                LeadChange.Assign assign => lead.AssigneeId == assign.AssigneeId && lead.BinnedAt is null,
                LeadChange.Bin => lead.BinnedAt is not null,
                _ => lead.BinnedAt is null,
            };
            if (!isSo)
                conflicts.Add(await DescribeAsync(lead));
            unchanged.Remove(lead.Id);
        }

        conflicts.AddRange(unchanged.Select(id => new LeadConflictDto(id, "A lead", "It was erased.", null)));
        return conflicts;
    }

    private async Task<LeadConflictDto> DescribeAsync(Lead lead)
    {
        var query = (await activities.GetQueryableAsync()).Where(a => a.TenantId == lead.TenantId && a.LeadId == lead.Id).OrderByDescending(a => a.Id).Take(1);
        var last = (await AsyncExecuter.ToListAsync(query)) is [var activity] ? activity : null;
        return new LeadConflictDto(lead.Id, LeadName.Of(lead.Details.FirstName, lead.Details.LastName), last is null ? "Somebody changed it." : ActivityTexts.Describe(last), last?.At);
    }

    private async Task<LeadDto> MapAsync(Lead lead) => new()
    {
        Id = lead.Id,
        FirstName = lead.Details.FirstName,
        LastName = lead.Details.LastName,
        Email = lead.Details.Email,
        Phone = lead.Details.Phone,
        Source = lead.Details.Source,
        StageId = lead.StageId,
        Status = lead.Status,
        AssigneeId = lead.AssigneeId,
        CreatedAt = lead.CreatedAt,
        UpdatedAt = lead.UpdatedAt,
        AnsweredAt = lead.AnsweredAt,
        AnsweredBy = lead.AnsweredBy,
        BinnedAt = lead.BinnedAt,
        MergedIntoId = lead.MergedIntoId,
        Version = lead.Version,
        Details = LeadMapper.ToDto(lead.Details),
        Metadata = lead.Details.Metadata,
        MergedMetadata = lead.MergedMetadata is null ? [] : [.. JsonDocument.Parse(lead.MergedMetadata).RootElement.EnumerateArray().Select(e => e.GetRawText())],
        Duplicates = [.. (await leads.GetDuplicatesAsync(lead.Id, MaxDuplicates)).Select(LeadMapper.ToDto)],
    };
}
