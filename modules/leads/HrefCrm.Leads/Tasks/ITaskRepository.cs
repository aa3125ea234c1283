using Volo.Abp.Domain.Repositories;

namespace HrefCrm.Leads.Tasks;

/// <summary>The current tenant's tasks in the database.</summary>
public interface ITaskRepository : IRepository<LeadTask, Guid>
{
    /// <summary>Stores a new task.</summary>
    /// <returns>False if it is there already.</returns>
    Task<bool> TryInsertAsync(LeadTask task);

    /// <summary>Keeps others from changing a task until the transaction ends, and reads it again.</summary>
    /// <returns>False if it is gone.</returns>
    Task<bool> LockAsync(LeadTask task);

    /// <summary>The open tasks of leads outside the bin by their day, those without one last.</summary>
    /// <param name="assigneeId">Only of this member's leads.</param>
    /// <param name="take">How many.</param>
    Task<List<OpenTask>> GetOpenAsync(Guid? assigneeId, int take);
}

/// <summary>An open task with what is shown of its lead.</summary>
/// <param name="Task">The task.</param>
/// <param name="FirstName">The lead's first name.</param>
/// <param name="LastName">The lead's last name.</param>
/// <param name="AssigneeId">Whose the lead is.</param>
public sealed record OpenTask(LeadTask Task, string? FirstName, string? LastName, Guid? AssigneeId);
