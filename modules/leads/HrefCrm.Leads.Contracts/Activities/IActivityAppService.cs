using System.ComponentModel.DataAnnotations;
using HrefCrm.Leads.Leads;
using Volo.Abp.Application.Dtos;
using Volo.Abp.Application.Services;

namespace HrefCrm.Leads.Activities;

/// <summary>A lead's timeline.</summary>
public interface IActivityAppService : IApplicationService
{
    /// <summary>Reads a part of a timeline, newest first.</summary>
    /// <param name="leadId">Of which lead.</param>
    /// <param name="before">The last entry of the part before; null for the first.</param>
    /// <param name="take">How many, at most 200.</param>
    Task<IReadOnlyList<ActivityDto>> GetListAsync(Guid leadId, Guid? before, int take);

    /// <summary>Writes a note, or logs a call, an e-mail or a meeting. The first answers the lead. Sending it twice is harmless.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="LeadsErrorCodes.LeadNotFound"/>.</exception>
    Task AddAsync(Guid leadId, ActivityInput input);
}

/// <summary>A note or a logged contact.</summary>
public class ActivityInput
{
    /// <summary>Its id, a version 7 UUID of this moment: a second click is the same entry.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary><see cref="ActivityKind.Note"/>, <see cref="ActivityKind.Call"/>, <see cref="ActivityKind.Email"/> or <see cref="ActivityKind.Meeting"/>.</summary>
    [AllowedValues(ActivityKind.Note, ActivityKind.Call, ActivityKind.Email, ActivityKind.Meeting)]
    public ActivityKind Kind { get; set; } = ActivityKind.Note;

    /// <summary>What was written or said.</summary>
    [Required(ErrorMessage = "Write something first.")]
    [StringLength(LeadConsts.MaxNoteLength, ErrorMessage = "This is longer than 10,000 characters.")]
    public string Text { get; set; } = "";

    /// <summary>When it happened (UTC); null for now. What lies ahead counts as now.</summary>
    public DateTime? At { get; set; }
}

/// <summary>Something that happened to a lead.</summary>
public class ActivityDto : EntityDto<Guid>
{
    /// <summary>What.</summary>
    public ActivityKind Kind { get; init; }

    /// <summary>When (UTC).</summary>
    public DateTime At { get; init; }

    /// <summary>Who did it; null where nobody did.</summary>
    public string? Actor { get; init; }

    /// <summary>A note's text, what was said, a task's title.</summary>
    public string? Text { get; init; }

    /// <summary>What was before: a stage's name, a status, a member; null for none.</summary>
    public string? Before { get; init; }

    /// <summary>What came after.</summary>
    public string? After { get; init; }

    /// <summary>Of an edit: which fields changed, from what to what.</summary>
    public IReadOnlyList<FieldChangeDto> Changes { get; init; } = [];
}

/// <summary>A field that was edited.</summary>
/// <param name="Field">The contract's name of it, such as <c>first_name</c>.</param>
/// <param name="From">What it was.</param>
/// <param name="To">What it became.</param>
public record FieldChangeDto(string Field, string? From, string? To);
