using System.Linq.Expressions;
using Volo.Abp.Domain.Repositories;
using Volo.Abp.Domain.Services;

namespace HrefCrm.Identity.Sessions;

/// <summary>Begins and ends sessions. Like people, they are no tenant's.</summary>
public class SessionManager(IRepository<Session, Guid> sessions) : DomainService
{
    /// <summary>Begins a session at the current tenant's host, or on HREF's own side. The person's expired ones are forgotten.</summary>
    public async Task<Session> BeginAsync(Guid personId, string? fromAddress)
    {
        await sessions.DeleteAsync(s => s.PersonId == personId && s.ExpiresAt <= Clock.Now);
        var session = new Session(Guid.CreateVersion7(), personId, CurrentTenant.Id, fromAddress, Clock.Now);
        return await sessions.InsertAsync(session);
    }

    /// <summary>A person's sessions at the current tenant's host, or on HREF's own side, that have neither ended nor expired; newest first.</summary>
    public async Task<List<Session>> GetAliveHereAsync(Guid personId)
    {
        var (here, now) = (CurrentTenant.Id, Clock.Now);
        var alive = await sessions.GetListAsync(s => s.PersonId == personId && s.TenantId == here && s.EndedAt == null && s.ExpiresAt > now);
        return [.. alive.OrderByDescending(s => s.CreatedAt)];
    }

    /// <summary>Ends one of a person's sessions here.</summary>
    public Task EndAsync(Guid personId, Guid id)
    {
        var here = CurrentTenant.Id;
        return EndAsync(s => s.Id == id && s.PersonId == personId && s.TenantId == here && s.EndedAt == null);
    }

    /// <summary>Ends one session.</summary>
    public Task EndAsync(Guid id) => EndAsync(s => s.Id == id && s.EndedAt == null);

    /// <summary>Ends all of a person's sessions, but for one.</summary>
    public Task EndAllAsync(Guid personId, Guid? butFor = null) =>
        EndAsync(s => s.PersonId == personId && s.Id != butFor && s.EndedAt == null);

    /// <summary>Ends all of a person's sessions at a tenant's host.</summary>
    public Task EndAllAtAsync(Guid tenantId, Guid personId) =>
        EndAsync(s => s.PersonId == personId && s.TenantId == tenantId && s.EndedAt == null);

    /// <summary>Ends everybody's sessions at a tenant's host.</summary>
    public Task EndAllAtAsync(Guid tenantId) => EndAsync(s => s.TenantId == tenantId && s.EndedAt == null);

    /// <summary>Ends and forgets all of a person's sessions, whose account goes.</summary>
    public async Task ForgetAllAsync(Guid personId)
    {
        await EndAllAsync(personId);
        await sessions.DeleteAsync(s => s.PersonId == personId);
    }

    private async Task EndAsync(Expression<Func<Session, bool>> which)
    {
        foreach (var session in await sessions.GetListAsync(which))
        {
            session.End(Clock.Now);
            await sessions.UpdateAsync(session);
        }
    }
}
