using HrefCrm.Leads.EntityFrameworkCore;
using HrefCrm.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Volo.Abp.Domain.Repositories.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore;

namespace HrefCrm.Leads.Pipeline;

internal sealed class EfCorePipelineStageRepository(IDbContextProvider<LeadsDbContext> dbContextProvider)
    : EfCoreRepository<LeadsDbContext, PipelineStage, Guid>(dbContextProvider), IPipelineStageRepository
{
    public async Task<List<PipelineStage>> LockAsync()
    {
        var dbContext = await GetDbContextAsync();
        var tenantId = CurrentTenant.Id;
        // Not the rows: the intake would wait for them.
        await dbContext.Database.LockAsync($"leads.pipeline_stages {tenantId}");
        return await dbContext.PipelineStages.Where(s => s.TenantId == tenantId).OrderBy(s => s.SortOrder).ThenBy(s => s.Id).ToListAsync();
    }

    public async Task<bool> TryDeleteAsync(PipelineStage stage)
    {
        try
        {
            await DeleteAsync(stage, autoSave: true);
            return true;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
        {
            return false;
        }
    }
}
