namespace HrefCrm.Tenancy.Tenants;

/// <summary>Invites a tenant's first admin, where there are people at all. By default nobody is invited.</summary>
public interface IAdminInviter
{
    /// <summary>Makes the invite, in the current transaction, and takes back the earlier ones that were made so.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="workspace">Its address.</param>
    /// <param name="email">The admin's address, as it was given.</param>
    /// <returns>The invite, whose link whoever invites sees once; null for none.</returns>
    Task<AdminInvite?> InviteAsync(Guid tenantId, Uri workspace, string email);
}

/// <summary>An admin's invite.</summary>
/// <param name="Link">The link to hand over.</param>
/// <param name="IsMailed">Whether they are mailed one as well.</param>
public record AdminInvite(Uri Link, bool IsMailed);
