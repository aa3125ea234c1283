using System.Text.Json;
using HrefCrm.Leads.Leads;
using Microsoft.AspNetCore.Authorization;
using Volo.Abp;
using Volo.Abp.Application.Services;
using Volo.Abp.Domain.Repositories;

namespace HrefCrm.Leads.Activities;

/// <inheritdoc cref="IActivityAppService" />
[RemoteService(IsEnabled = false)]
[Authorize(LeadsPermissions.Leads.Default)]
public class ActivityAppService(IRepository<Activity, Guid> activities, LeadManager manager) : ApplicationService, IActivityAppService
{
    private const int MaxTake = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <inheritdoc />
    public virtual async Task<IReadOnlyList<ActivityDto>> GetListAsync(Guid leadId, Guid? before, int take)
    {
        var tenantId = CurrentTenant.Id;
        var query = (await activities.GetQueryableAsync()).Where(a => a.TenantId == tenantId && a.LeadId == leadId);
        if (before is { } last)
            query = query.Where(a => a.Id < last);
        var found = await AsyncExecuter.ToListAsync(query.OrderByDescending(a => a.Id).Take(Math.Clamp(take, 1, MaxTake)));
        return [.. found.Select(a => new ActivityDto
        {
            Id = a.Id,
            Kind = a.Kind,
            At = a.At,
            Actor = a.ActorName,
            Text = a.Text,
            Before = a.Before,
            After = a.After,
            Changes = a.Changes is null ? [] : JsonSerializer.Deserialize<List<FieldChangeDto>>(a.Changes, Json)!,
        })];
    }

    /// <inheritdoc />
    [Authorize(LeadsPermissions.Leads.Update)]
    public virtual async Task AddAsync(Guid leadId, ActivityInput input)
    {
        var lead = await manager.GetAsync(leadId);
        var now = Clock.Now;
        var at = input.At < now ? input.At.Value : now;
        await manager.AddContactAsync(lead, new Activity(lead, input.Id, input.Kind, Actor.Of(CurrentUser), at, input.Text.Trim()));
    }
}
