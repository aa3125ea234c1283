using Volo.Abp.Application.Dtos;

namespace HrefCrm.Tenancy.Audit;

/// <summary>A page of the audit trail, newest first.</summary>
public class AuditPageDto : ListResultDto<AuditEntryDto>
{
    /// <summary>For <see cref="GetAuditInput.Before"/> of the next page; null on the last.</summary>
    public Guid? Next { get; set; }
}
