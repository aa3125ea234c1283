using Volo.Abp.Application.Services;

namespace HrefCrm.Leads.Leads;

/// <summary>A lead of the current tenant, and what is done to it or to many at once.</summary>
/// <remarks>
/// A lead that somebody changed after it was seen is never overwritten: it is left as it is, and the result says what they did. So a second click and a page
/// that was open over night do no harm.
/// </remarks>
public interface ILeadAppService : IApplicationService
{
    /// <summary>Reads a lead, also one in the bin.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="LeadsErrorCodes.LeadNotFound"/>.</exception>
    Task<LeadDto> GetAsync(Guid id);

    /// <summary>The people to whom leads can be assigned.</summary>
    Task<IReadOnlyList<MemberDto>> GetMembersAsync();

    /// <summary>Adds a lead by hand.</summary>
    /// <param name="id">The new lead's id, a version 7 UUID of this moment: a second click is the same lead.</param>
    /// <param name="input">Its fields.</param>
    /// <exception cref="Volo.Abp.Validation.AbpValidationException">Every broken field, under the contract's names and in its words.</exception>
    Task<LeadDto> CreateAsync(Guid id, LeadDetailsDto input);

    /// <summary>Changes a lead's fields.</summary>
    /// <exception cref="Volo.Abp.Validation.AbpValidationException">Every broken field, under the contract's names and in its words.</exception>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="LeadsErrorCodes.LeadNotFound"/>, <see cref="LeadsErrorCodes.LeadChanged"/>.</exception>
    Task<LeadDto> UpdateAsync(Guid id, UpdateLeadInput input);

    /// <summary>Moves leads to a stage, or to none.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="LeadsErrorCodes.StageNotFound"/>, <see cref="LeadsErrorCodes.TooManySelected"/>.</exception>
    Task<LeadChangesDto> MoveAsync(LeadSelectionDto leads, Guid? stageId);

    /// <summary>Sets the status of leads.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="LeadsErrorCodes.TooManySelected"/>.</exception>
    Task<LeadChangesDto> SetStatusAsync(LeadSelectionDto leads, LeadStatus status);

    /// <summary>Makes leads a member's, or nobody's.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="LeadsErrorCodes.MemberNotFound"/>, <see cref="LeadsErrorCodes.TooManySelected"/>.</exception>
    Task<LeadChangesDto> AssignAsync(LeadSelectionDto leads, Guid? memberId);

    /// <summary>Puts leads into the bin, from which they are erased after 30 days.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="LeadsErrorCodes.TooManySelected"/>.</exception>
    Task<LeadChangesDto> BinAsync(LeadSelectionDto leads);

    /// <summary>Puts leads back from the bin to where they were.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="LeadsErrorCodes.TooManySelected"/>.</exception>
    Task<LeadChangesDto> RestoreAsync(LeadSelectionDto leads);

    /// <summary>Erases a lead that is in the bin, with all that belongs to it, for good. Doing it twice is harmless.</summary>
    Task EraseAsync(Guid id);
}
