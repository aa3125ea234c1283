using HrefCrm.Tenancy.Tenants;
using Microsoft.AspNetCore.Authorization;
using Volo.Abp;
using Volo.Abp.Application.Services;
using Volo.Abp.Domain.Repositories;

namespace HrefCrm.Tenancy.Audit;

/// <inheritdoc cref="IAuditAppService" />
[RemoteService(IsEnabled = false)]
[Authorize(TenancyPermissions.Audit)]
public class AuditAppService(IRepository<AuditEntry, Guid> entries, ITenantRepository tenants) : ApplicationService, IAuditAppService
{
    private const int MostTenants = 500;

    /// <inheritdoc />
    public virtual async Task<AuditPageDto> GetListAsync(GetAuditInput input)
    {
        var query = await entries.GetQueryableAsync();
        if (!string.IsNullOrWhiteSpace(input.Tenant))
        {
            var about = await FindAsync(input.Tenant.Trim());
            query = query.Where(e => about.Contains(e.AboutTenantId));
        }

        if (input.Before is { } before)
            query = query.Where(e => e.Id < before);

        // One more than the page says whether another follows.
        var newest = query.OrderByDescending(e => e.Id).Take(input.MaxResultCount + 1);
        var found = await AsyncExecuter.ToListAsync(
            from entry in newest
            join tenant in await tenants.GetQueryableAsync() on entry.AboutTenantId equals (Guid?)tenant.Id into about
            from tenant in about.DefaultIfEmpty()
            orderby entry.Id descending
            select new AuditEntryDto
            {
                Id = entry.Id,
                At = entry.At,
                Action = entry.Action,
                Actor = entry.Actor,
                FromAddress = entry.FromAddress,
                Detail = entry.Detail,
                TenantSlug = tenant.Slug,
                TenantName = tenant.Name,
            });
        var page = found.Take(input.MaxResultCount).ToList();
        return new AuditPageDto { Items = page, Next = found.Count > page.Count ? page[^1].Id : null };
    }

    // A whole slug names its tenant alone.
    private async Task<List<Guid?>> FindAsync(string filter) => await tenants.FindAsync(t => t.Slug == filter) is { } tenant
        ? [tenant.Id]
        : (await tenants.GetPageAsync(filter, 0, MostTenants)).Page.ConvertAll(t => (Guid?)t.Id);
}
