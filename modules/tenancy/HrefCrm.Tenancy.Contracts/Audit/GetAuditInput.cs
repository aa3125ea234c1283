using Volo.Abp.Application.Dtos;

namespace HrefCrm.Tenancy.Audit;

/// <summary>Asks for a page of the audit trail. Pages follow on from an entry rather than a number, since entries come while one reads.</summary>
public class GetAuditInput : LimitedResultRequestDto
{
    /// <summary>A tenant's slug, or part of the slug or name of any, to see only what is about them; null or blank for everything.</summary>
    public string? Tenant { get; set; }

    /// <summary><see cref="AuditPageDto.Next"/> of the page before; null for the newest.</summary>
    public Guid? Before { get; set; }
}
