using Microsoft.AspNetCore.Authorization;
using Volo.Abp.Application.Services;
using Volo.Abp.Uow;

namespace HrefCrm.Leads.Intake;

/// <inheritdoc cref="IIntakeAppService" />
// The writer commits by itself, before the answer: no unit of work of the request's may stand around it.
[Authorize(LeadsPolicies.Intake)]
[UnitOfWork(IsDisabled = true)]
public class IntakeAppService(LeadIntake intake) : ApplicationService, IIntakeAppService
{
    /// <inheritdoc />
    public virtual async Task<IntakeResult> CreateAsync(IntakeInput input)
    {
        var tenantId = CurrentTenant.Id ?? throw new InvalidOperationException("A lead needs a tenant.");
        var lead = await intake.CreateAsync(tenantId, IntakeMapper.ToDetails(input));
        return new IntakeResult(lead.Id, lead.CreatedAt);
    }
}
