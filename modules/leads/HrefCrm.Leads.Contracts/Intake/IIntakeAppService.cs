using Volo.Abp.Application.Services;

namespace HrefCrm.Leads.Intake;

/// <summary>Takes leads into the current tenant: <c>POST /api/leads/intake</c> (contract).</summary>
public interface IIntakeAppService : IApplicationService
{
    /// <summary>Stores a new lead in the first active stage. Every call makes one, also with the same input.</summary>
    /// <param name="input">The lead's fields; they are trimmed, and the e-mail lower-cased.</param>
    /// <returns>After the lead is durably committed: its id and time.</returns>
    /// <exception cref="Volo.Abp.Validation.AbpValidationException">
    /// Every broken field at once, in the contract's order, with the contract's field names as member names and its messages.
    /// </exception>
    /// <exception cref="IntakeUnavailableException">The lead was not stored; it is safe to try again.</exception>
    Task<IntakeResult> CreateAsync(IntakeInput input);
}
