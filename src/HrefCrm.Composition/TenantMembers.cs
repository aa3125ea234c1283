using HrefCrm.Identity.People;
using HrefCrm.Leads.Leads;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Domain.Repositories;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Composition;

/// <summary>Leads are assigned to the members of the workspace, under the addresses that they sign in with.</summary>
[ExposeServices(typeof(IMembers))]
internal sealed class TenantMembers(IRepository<Membership, Guid> memberships, IPersonRepository people, ICurrentTenant currentTenant) : IMembers, ITransientDependency
{
    public async Task<IReadOnlyList<Member>> GetListAsync()
    {
        var tenantId = currentTenant.Id;
        var members = await memberships.GetListAsync(m => m.TenantId == tenantId);
        var ids = members.ConvertAll(m => m.PersonId);
        var names = (await people.GetListAsync(p => ids.Contains(p.Id))).ToDictionary(p => p.Id, p => p.Email);
        return [.. members.OrderBy(m => m.JoinedAt).Select(m => new Member(m.PersonId, names[m.PersonId]))];
    }
}
