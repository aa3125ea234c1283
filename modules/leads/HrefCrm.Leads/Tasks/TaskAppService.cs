using HrefCrm.Leads.Leads;
using Microsoft.AspNetCore.Authorization;
using Volo.Abp;
using Volo.Abp.Application.Services;

namespace HrefCrm.Leads.Tasks;

/// <inheritdoc cref="ITaskAppService" />
[RemoteService(IsEnabled = false)]
[Authorize(LeadsPermissions.Leads.Default)]
public class TaskAppService(ITaskRepository tasks, ILeadRepository leads, LeadManager manager) : ApplicationService, ITaskAppService
{
    private const int MaxOpen = 500;

    private Guid TenantId => CurrentTenant.Id ?? throw new AbpException("Tasks are a tenant's, and none is current.");

    /// <inheritdoc />
    public virtual async Task<IReadOnlyList<TaskDto>> GetListAsync(Guid leadId)
    {
        var tenantId = TenantId;
        var found = await tasks.GetListAsync(t => t.TenantId == tenantId && t.LeadId == leadId);
        return [.. found.OrderBy(t => t.DoneAt is not null).ThenByDescending(t => t.DoneAt).ThenBy(t => t.DueOn is null).ThenBy(t => t.DueOn).ThenBy(t => t.CreatedAt)
            .Select(t => new TaskDto { Id = t.Id, Title = t.Title, DueOn = t.DueOn, DoneAt = t.DoneAt, Version = t.Version })];
    }

    /// <inheritdoc />
    public virtual async Task<IReadOnlyList<OpenTaskDto>> GetOpenAsync(bool mine)
    {
        var open = await tasks.GetOpenAsync(mine ? CurrentUser.Id : null, MaxOpen);
        return [.. open.Select(t => new OpenTaskDto
        {
            Id = t.Task.Id,
            Title = t.Task.Title,
            DueOn = t.Task.DueOn,
            Version = t.Task.Version,
            LeadId = t.Task.LeadId,
            LeadName = LeadName.Of(t.FirstName, t.LastName),
            AssigneeId = t.AssigneeId,
        })];
    }

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Leads.Update)]
    public virtual async Task AddAsync(Guid leadId, TaskInput input)
    {
        var lead = await manager.GetAsync(leadId);
        if (await tasks.TryInsertAsync(new LeadTask(lead, input.Id, input.Title, input.DueOn, Clock.Now)))
            await NoteAsync(lead, ActivityKind.TaskAdded, input.Title.Trim());
    }

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Leads.Update)]
    public virtual async Task UpdateAsync(Guid id, uint version, TaskInput input)
    {
        var task = await GetLockedAsync(id);
        if (task.Version != version)
            throw LeadsErrors.TaskChanged();
        task.Change(input.Title, input.DueOn);
        await SaveAsync(task, ActivityKind.TaskChanged);
    }

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Leads.Update)]
    public virtual async Task SetDoneAsync(Guid id, bool isDone)
    {
        var task = await GetLockedAsync(id);
        if (task.SetDone(isDone, Clock.Now))
            await SaveAsync(task, isDone ? ActivityKind.TaskCompleted : ActivityKind.TaskReopened);
    }

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Leads.Update)]
    public virtual async Task RemoveAsync(Guid id)
    {
        if (await FindAsync(id) is not { } task || !await tasks.LockAsync(task))
            return;
        await tasks.DeleteAsync(task, autoSave: true);
        await NoteAsync(await manager.GetAsync(task.LeadId), ActivityKind.TaskRemoved, task.Title);
    }

    private Task<LeadTask?> FindAsync(Guid id)
    {
        var tenantId = TenantId;
        return tasks.FindAsync(t => t.TenantId == tenantId && t.Id == id);
    }

    private async Task<LeadTask> GetLockedAsync(Guid id) =>
        await FindAsync(id) is { } task && await tasks.LockAsync(task) ? task : throw LeadsErrors.TaskNotFound();

    private async Task SaveAsync(LeadTask task, ActivityKind kind)
    {
        await tasks.UpdateAsync(task, autoSave: true);
        await NoteAsync(await manager.GetAsync(task.LeadId), kind, task.Title);
    }

    private Task<bool> NoteAsync(Lead lead, ActivityKind kind, string title) =>
        leads.AddActivityAsync(new Activity(lead, Guid.CreateVersion7(Clock.Now), kind, Actor.Of(CurrentUser), Clock.Now, title));
}
