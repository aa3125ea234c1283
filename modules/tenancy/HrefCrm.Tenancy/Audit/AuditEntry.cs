using Volo.Abp.Domain.Entities;

namespace HrefCrm.Tenancy.Audit;

/// <summary>Who did what, when, and from where. It is HREF's own record: a tenant that it is about does not own it. Written once, never changed.</summary>
public class AuditEntry : BasicAggregateRoot<Guid>
{
    /// <summary>The tenant that it is about; null if it is about none.</summary>
    public Guid? AboutTenantId { get; private set; }

    /// <summary>When (UTC).</summary>
    public DateTime At { get; private set; }

    /// <summary>What.</summary>
    public AuditAction Action { get; private set; }

    /// <summary>Who.</summary>
    public string Actor { get; private set; } = null!;

    /// <summary>From where; null if it was not known.</summary>
    public string? FromAddress { get; private set; }

    /// <summary>What more there is to say; null for nothing. Never a secret.</summary>
    public string? Detail { get; private set; }

    /// <summary>Makes an entry. What is too long is cut.</summary>
    public AuditEntry(AuditAction action, Guid? aboutTenantId, string actor, string? fromAddress, string? detail, DateTime now)
        : base(Guid.CreateVersion7(now))
    {
        Action = action;
        AboutTenantId = aboutTenantId;
        Actor = Cut(actor, AuditConsts.MaxActorLength)!;
        FromAddress = Cut(fromAddress, AuditConsts.MaxAddressLength);
        Detail = Cut(detail, AuditConsts.MaxDetailLength);
        At = now;
    }

    private AuditEntry()
    {
    }

    private static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;
}
