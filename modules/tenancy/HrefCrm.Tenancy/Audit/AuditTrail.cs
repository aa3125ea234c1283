using Volo.Abp.Domain.Repositories;
using Volo.Abp.Domain.Services;
using Volo.Abp.Users;

namespace HrefCrm.Tenancy.Audit;

/// <summary>Writes the audit trail, in the transaction of what it tells of.</summary>
public class AuditTrail(IRepository<AuditEntry, Guid> entries, IAuditOrigin origin, ICurrentUser user) : DomainService
{
    /// <summary>Records that something is done.</summary>
    /// <param name="action">What.</param>
    /// <param name="aboutTenantId">The tenant that it is about; null if it is about none.</param>
    /// <param name="detail">What more there is to say. Never a secret.</param>
    /// <param name="actor">Who; null for whoever is signed in.</param>
    public Task RecordAsync(AuditAction action, Guid? aboutTenantId, string? detail = null, string? actor = null) =>
        entries.InsertAsync(new AuditEntry(action, aboutTenantId, actor ?? user.UserName ?? "unknown", origin.Address, detail, Clock.Now));
}
