namespace HrefCrm.Tenancy.Provisioning;

/// <summary>Invites a new tenant's first admin, where there are people at all. By default nobody is invited.</summary>
public interface IAdminInviter
{
    /// <summary>Makes the invite, in the transaction that makes the tenant.</summary>
    /// <param name="tenantId">The new tenant.</param>
    /// <param name="workspace">Its address.</param>
    /// <param name="email">The admin's address, as it was given.</param>
    /// <returns>The link for the admin, which whoever provisions sees once; null for none.</returns>
    Task<Uri?> InviteAsync(Guid tenantId, Uri workspace, string email);
}
