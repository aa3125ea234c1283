using HrefCrm.Leads.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Volo.Abp.Domain.Repositories.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore;

namespace HrefCrm.Leads.Tasks;

internal sealed class EfCoreTaskRepository(IDbContextProvider<LeadsDbContext> dbContextProvider)
    : EfCoreRepository<LeadsDbContext, LeadTask, Guid>(dbContextProvider), ITaskRepository
{
    public async Task<bool> TryInsertAsync(LeadTask task) => 1 == await (await GetDbContextAsync()).Database.ExecuteSqlAsync(
        $"""
        INSERT INTO leads.tasks (tenant_id, id, lead_id, title, due_on, created_at) VALUES ({task.TenantId}, {task.Id}, {task.LeadId}, {task.Title}, {task.DueOn}, {task.CreatedAt})
        ON CONFLICT DO NOTHING
        """);

    public async Task<bool> LockAsync(LeadTask task)
    {
        var dbContext = await GetDbContextAsync();
        await dbContext.Database.ExecuteSqlAsync($"SELECT FROM leads.tasks WHERE tenant_id = {task.TenantId} AND id = {task.Id} FOR UPDATE");
        await dbContext.Entry(task).ReloadAsync();
        return dbContext.Entry(task).State != EntityState.Detached;
    }

    public async Task<List<OpenTask>> GetOpenAsync(Guid? assigneeId, int take)
    {
        var dbContext = await GetDbContextAsync();
        var tenantId = CurrentTenant.Id;
        var open =
            from task in dbContext.Tasks.AsNoTracking()
            join lead in dbContext.Leads on new { task.TenantId, Id = task.LeadId } equals new { lead.TenantId, lead.Id }
            where task.TenantId == tenantId && task.DoneAt == null && lead.BinnedAt == null && (assigneeId == null || lead.AssigneeId == assigneeId)
            orderby task.DueOn == null, task.DueOn, task.Id
            select new OpenTask(task, lead.Details.FirstName, lead.Details.LastName, lead.AssigneeId);
        return await open.Take(take).ToListAsync();
    }
}
