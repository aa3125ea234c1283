using Volo.Abp.Domain.Repositories;

namespace HrefCrm.Leads.Pipeline;

/// <summary>The current tenant's stages in the database.</summary>
public interface IPipelineStageRepository : IRepository<PipelineStage, Guid>
{
    /// <summary>Keeps others from changing the pipeline until the transaction ends, and reads it.</summary>
    /// <returns>The stages in their order.</returns>
    Task<List<PipelineStage>> LockAsync();

    /// <summary>Deletes a stage.</summary>
    /// <returns>False if it holds a lead.</returns>
    Task<bool> TryDeleteAsync(PipelineStage stage);
}
