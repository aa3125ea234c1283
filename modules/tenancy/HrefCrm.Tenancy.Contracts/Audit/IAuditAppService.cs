using Volo.Abp.Application.Services;

namespace HrefCrm.Tenancy.Audit;

/// <summary>Reads the audit trail, on HREF's own side. Nobody can change what it holds.</summary>
public interface IAuditAppService : IApplicationService
{
    /// <summary>Lists entries, newest first, a page at a time.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="TenancyErrorCodes.TenantNotFound"/>.</exception>
    Task<AuditPageDto> GetListAsync(GetAuditInput input);
}
