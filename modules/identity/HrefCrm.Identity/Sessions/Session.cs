using Volo.Abp.Domain.Entities;

namespace HrefCrm.Identity.Sessions;

/// <summary>A person's being signed in at one place: a tenant's host, or HREF's own side. Times are UTC.</summary>
public class Session : BasicAggregateRoot<Guid>
{
    /// <summary>How long a session lasts unless it is ended.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>Who.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>At which tenant's host; null for HREF's own side.</summary>
    public Guid? TenantId { get; private set; }

    /// <summary>When it began.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When it ends by itself.</summary>
    public DateTime ExpiresAt { get; private set; }

    /// <summary>When it was ended; null while it was not.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>The client's network address; null if unknown.</summary>
    public string? FromAddress { get; private set; }

    /// <summary>Begins a session.</summary>
    public Session(Guid id, Guid personId, Guid? tenantId, string? fromAddress, DateTime now)
        : base(id)
    {
        PersonId = personId;
        TenantId = tenantId;
        FromAddress = fromAddress;
        CreatedAt = now;
        ExpiresAt = now + Lifetime;
    }

    private Session()
    {
    }

    /// <summary>Ends it.</summary>
    public void End(DateTime now)
    {
        if (EndedAt is not null)
            return;
        EndedAt = now;
        AddLocalEvent(new SessionEndedEvent(Id));
    }
}

/// <summary>A session was ended. Raised in the transaction that does it.</summary>
/// <param name="SessionId">Which.</param>
internal sealed record SessionEndedEvent(Guid SessionId);
