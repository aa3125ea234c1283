using Volo.Abp.Domain.Repositories;
using Volo.Abp.Domain.Services;

namespace HrefCrm.Leads.Pipeline;

/// <summary>Sets up pipelines.</summary>
public class PipelineManager(IRepository<PipelineStage, Guid> stages) : DomainService
{
    private static readonly (string Name, string Color, StageType Type)[] Defaults =
    [
        ("New", "#3b82f6", StageType.Active),
        ("Contacted", "#a855f7", StageType.Active),
        ("Qualified", "#06b6d4", StageType.Active),
        ("Won", "#10b981", StageType.Won),
        ("Lost", "#ef4444", StageType.Lost),
    ];

    /// <summary>Gives a new tenant the five stages that every pipeline begins with.</summary>
    public Task CreateDefaultStagesAsync(Guid tenantId) => stages.InsertManyAsync(
        Defaults.Select((d, i) => new PipelineStage(tenantId, GuidGenerator.Create(), d.Name, d.Color, i + 1, d.Type)));
}
