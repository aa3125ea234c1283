using HrefCrm.Leads.Leads;
using Microsoft.AspNetCore.Authorization;
using Volo.Abp;
using Volo.Abp.Application.Services;

namespace HrefCrm.Leads.Pipeline;

/// <inheritdoc cref="IPipelineAppService" />
[RemoteService(IsEnabled = false)]
[Authorize(LeadsPermissions.Leads.Default)]
public class PipelineAppService(IPipelineStageRepository stages, ILeadRepository leads) : ApplicationService, IPipelineAppService
{
    private const string Grey = "#71717a";

    private Guid TenantId => CurrentTenant.Id ?? throw new AbpException("A pipeline is a tenant's, and none is current.");

    /// <inheritdoc />
    public virtual async Task<IReadOnlyList<StageDto>> GetStagesAsync()
    {
        var tenantId = TenantId;
        return Map(await stages.GetListAsync(s => s.TenantId == tenantId));
    }

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Settings)]
    public virtual async Task<IReadOnlyList<StageDto>> AddAsync(Guid id, string name)
    {
        var all = await stages.LockAsync();
        if (all.All(s => s.Id != id))
            all.Add(await stages.InsertAsync(new PipelineStage(TenantId, id, Check.NotNullOrWhiteSpace(name, nameof(name), LeadConsts.MaxStageNameLength).Trim(), Grey, NextOrder(all), StageType.Active), autoSave: true));
        return Map(all);
    }

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Settings)]
    public virtual async Task<IReadOnlyList<StageDto>> UpdateAsync(Guid id, UpdateStageInput input)
    {
        var all = await stages.LockAsync();
        var stage = all.Find(s => s.Id == id) ?? throw LeadsErrors.StageNotFound();
        if (stage.Version != input.Version)
            throw LeadsErrors.StageChanged(stage.Name);
        stage.Change(input.Name, input.Color, input.Type);
        await stages.UpdateAsync(stage, autoSave: true);
        return Map(all);
    }

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Settings)]
    public virtual async Task<IReadOnlyList<StageDto>> PlaceAsync(Guid id, int place)
    {
        var all = await stages.LockAsync();
        var stage = all.Find(s => s.Id == id) ?? throw LeadsErrors.StageNotFound();
        all.Remove(stage);
        all.Insert(Math.Clamp(place, 0, all.Count), stage);
        await OrderAsync(all);
        return Map(all);
    }

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Settings)]
    public virtual async Task<IReadOnlyList<StageDto>> DeleteAsync(Guid id)
    {
        var all = await stages.LockAsync();
        if (all.Find(s => s.Id == id) is not { } stage)
            return Map(all);
        // Asked first, since it is counted; the foreign key knows better.
        if ((await leads.CountByStageAsync(new LeadQuery { StageId = id })).Values.Sum() > 0 || !await stages.TryDeleteAsync(stage))
            throw LeadsErrors.StageNotEmpty(stage.Name);
        all.Remove(stage);
        // A row that is gone tells no follower; its neighbors do.
        await OrderAsync(all);
        return Map(all);
    }

    private static int NextOrder(List<PipelineStage> all) => all.Count == 0 ? 1 : all[^1].SortOrder + 1;

    private static IReadOnlyList<StageDto> Map(IEnumerable<PipelineStage> stages) =>
    [
        .. stages.OrderBy(s => s.SortOrder).ThenBy(s => s.Id).Select(s => new StageDto { Id = s.Id, Name = s.Name, Color = s.Color, Type = s.Type, Version = s.Version }),
    ];

    // Counted from another number than before, so that a row at least is written, by which followers hear of the new order.
    private async Task OrderAsync(List<PipelineStage> all)
    {
        var first = all.Count > 0 && all.Min(s => s.SortOrder) == 1 ? 2 : 1;
        foreach (var (stage, i) in all.Select((s, i) => (s, i)))
        {
            stage.MoveTo(first + i);
            await stages.UpdateAsync(stage, autoSave: true);
        }
    }
}
