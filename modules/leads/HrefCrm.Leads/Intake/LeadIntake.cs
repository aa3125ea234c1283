using System.ComponentModel.DataAnnotations;
using HrefCrm.Leads.Leads;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Timing;
using Volo.Abp.Validation;

namespace HrefCrm.Leads.Intake;

/// <summary>Takes leads in, whichever door they come through: checks them, files them under the first active stage, stores them.</summary>
public class LeadIntake(LeadIntakeWriter writer, IFirstStageProvider stages, IClock clock) : ISingletonDependency
{
    /// <summary>Stores a new lead of a tenant.</summary>
    /// <param name="tenantId">Whose lead.</param>
    /// <param name="details">What was sent of it; normalized in place.</param>
    /// <returns>The lead, after it is durably committed.</returns>
    /// <exception cref="AbpValidationException">Every broken field at once, in the contract's order and words.</exception>
    /// <exception cref="IntakeUnavailableException">It was not stored, as far as can be known.</exception>
    public async Task<Lead> CreateAsync(Guid tenantId, LeadDetails details)
    {
        if (LeadRules.NormalizeAndValidate(details) is { Count: > 0 } problems)
            throw new AbpValidationException("The lead did not pass validation.", new List<ValidationResult>(problems));

        var lead = new Lead(tenantId, details, await stages.GetAsync(tenantId), clock.Now);
        await writer.WriteAsync(lead);
        return lead;
    }
}
