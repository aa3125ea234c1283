using System.ComponentModel.DataAnnotations;
using HrefCrm.Leads.Intake;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Timing;
using Volo.Abp.Validation;

namespace HrefCrm.Leads.Domain;

/// <summary>Takes leads in, whichever door they come through: checks them, files them under the first active stage, stores them.</summary>
public class LeadIntake(ILeadWriter writer, IFirstStageProvider stages, IClock clock) : ISingletonDependency
{
    /// <summary>Stores a new lead of a tenant.</summary>
    /// <returns>The lead, after it is durably committed.</returns>
    /// <exception cref="AbpValidationException">Every broken field at once, in the contract's order and words.</exception>
    /// <exception cref="IntakeUnavailableException">It was not stored, as far as can be known.</exception>
    public async Task<Lead> CreateAsync(Guid tenantId, IntakeInput input)
    {
        if (LeadRules.Apply(input) is { Count: > 0 } problems)
            throw new AbpValidationException("The lead did not pass validation.", new List<ValidationResult>(problems));

        var lead = new Lead(tenantId, input, await stages.GetAsync(tenantId), clock.Now);
        await writer.WriteAsync(lead);
        return lead;
    }
}
