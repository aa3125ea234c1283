using Volo.Abp.DependencyInjection;

namespace HrefCrm.Leads.Leads;

/// <summary>
/// The people who work in the current tenant, to whom leads can be assigned. Whoever composes the modules says who they are; without it there are none.
/// </summary>
public interface IMembers
{
    /// <summary>All members of the current tenant, in the order in which they joined.</summary>
    Task<IReadOnlyList<Member>> GetListAsync();
}

/// <summary>Somebody who works in a tenant.</summary>
/// <param name="Id">Their account.</param>
/// <param name="Name">What colleagues see: their e-mail address.</param>
public sealed record Member(Guid Id, string Name);

[Dependency(TryRegister = true)]
[ExposeServices(typeof(IMembers))]
internal sealed class NoMembers : IMembers, ITransientDependency
{
    public Task<IReadOnlyList<Member>> GetListAsync() => Task.FromResult<IReadOnlyList<Member>>([]);
}
