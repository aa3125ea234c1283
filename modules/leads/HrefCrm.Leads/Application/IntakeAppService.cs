using HrefCrm.Leads.Domain;
using HrefCrm.Leads.Intake;
using Microsoft.AspNetCore.Authorization;
using Volo.Abp.Application.Services;
using Volo.Abp.Uow;
using Volo.Abp.Validation;

namespace HrefCrm.Leads.Application;

/// <inheritdoc cref="IIntakeAppService" />
// The writer commits by itself, before the answer: no unit of work of the request's may stand around it.
[Authorize(LeadsPolicies.Intake)]
[UnitOfWork(IsDisabled = true)]
public class IntakeAppService(ILeadWriter writer, IFirstStageProvider stages) : ApplicationService, IIntakeAppService
{
    /// <inheritdoc />
    public virtual async Task<IntakeResult> CreateAsync(IntakeInput input)
    {
        var problems = LeadRules.Apply(input);
        if (problems.Count > 0)
            throw new AbpValidationException("The lead did not pass validation.", [.. problems]);

        var tenantId = CurrentTenant.Id ?? throw new InvalidOperationException("A lead needs a tenant.");
        var lead = new Lead(tenantId, input, await stages.GetAsync(tenantId), Clock.Now);
        await writer.WriteAsync(lead);
        return new IntakeResult(lead.Id, lead.CreatedAt);
    }
}
