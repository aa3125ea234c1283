using Volo.Abp.Domain.Entities;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Identity.People;

/// <summary>A person's place in a workspace. Times are UTC.</summary>
public class Membership : BasicAggregateRoot<Guid>, IMultiTenant
{
    /// <inheritdoc />
    public Guid? TenantId { get; private set; }

    /// <summary>Who; once per tenant.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>The role.</summary>
    public WorkspaceRole Role { get; private set; }

    /// <summary>Who invited them; null for HREF.</summary>
    public Guid? InvitedBy { get; private set; }

    /// <summary>When they joined.</summary>
    public DateTime JoinedAt { get; private set; }

    /// <summary>Makes a person a member.</summary>
    public Membership(Guid tenantId, Guid id, Guid personId, WorkspaceRole role, Guid? invitedBy, DateTime now)
        : base(id)
    {
        TenantId = tenantId;
        PersonId = personId;
        Role = role;
        InvitedBy = invitedBy;
        JoinedAt = now;
    }

    private Membership()
    {
    }
}
