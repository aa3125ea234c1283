using System.ComponentModel.DataAnnotations;
using Volo.Abp.Application.Dtos;
using Volo.Abp.Application.Services;

namespace HrefCrm.Leads.Tasks;

/// <summary>What is to be done about leads.</summary>
public interface ITaskAppService : IApplicationService
{
    /// <summary>A lead's tasks: open ones by their day, then those that are done, the last first.</summary>
    Task<IReadOnlyList<TaskDto>> GetListAsync(Guid leadId);

    /// <summary>The open tasks of all leads outside the bin by their day, those without one last; at most 500.</summary>
    /// <param name="mine">Only of the leads that are one's own.</param>
    Task<IReadOnlyList<OpenTaskDto>> GetOpenAsync(bool mine);

    /// <summary>Adds a task. Sending it twice is harmless.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="LeadsErrorCodes.LeadNotFound"/>.</exception>
    Task AddAsync(Guid leadId, TaskInput input);

    /// <summary>Gives a task another title or day.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="LeadsErrorCodes.TaskNotFound"/>, <see cref="LeadsErrorCodes.TaskChanged"/>.</exception>
    Task UpdateAsync(Guid id, uint version, TaskInput input);

    /// <summary>Completes a task, or opens it again. Doing it twice is harmless.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="LeadsErrorCodes.TaskNotFound"/>.</exception>
    Task SetDoneAsync(Guid id, bool isDone);

    /// <summary>Takes a task away. Doing it twice is harmless.</summary>
    Task RemoveAsync(Guid id);
}

/// <summary>A task as it is typed.</summary>
public class TaskInput
{
    /// <summary>The id of a new task: a second click is the same task.</summary>
    public Guid Id { get; set; } = Guid.NewGuid();

    /// <summary>What is to be done.</summary>
    [Required(ErrorMessage = "Say what is to be done.")]
    [StringLength(LeadConsts.MaxTaskTitleLength, ErrorMessage = "This is longer than 300 characters.")]
    public string Title { get; set; } = "";

    /// <summary>By which day; null for any.</summary>
    public DateOnly? DueOn { get; set; }
}

/// <summary>A task.</summary>
public class TaskDto : EntityDto<Guid>
{
    /// <summary>What is to be done.</summary>
    public required string Title { get; init; }

    /// <summary>By which day: the same in every time zone.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>When it was done (UTC); null while it is open.</summary>
    public DateTime? DoneAt { get; init; }

    /// <summary>Which version this is; hand it back when it is changed.</summary>
    public uint Version { get; init; }
}

/// <summary>An open task with its lead.</summary>
public class OpenTaskDto : TaskDto
{
    /// <summary>The lead's id.</summary>
    public Guid LeadId { get; init; }

    /// <summary>What the lead is called.</summary>
    public required string LeadName { get; init; }

    /// <summary>Whose the lead is.</summary>
    public Guid? AssigneeId { get; init; }
}
