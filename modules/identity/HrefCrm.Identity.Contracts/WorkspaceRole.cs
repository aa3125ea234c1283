namespace HrefCrm.Identity;

/// <summary>A member's role in a workspace. In v1 all may do the same inside it. Stored by its lower-case name.</summary>
public enum WorkspaceRole
{
    /// <summary>Works the leads.</summary>
    Member,

    /// <summary>The client's own administrator; the first invite is for one.</summary>
    Admin,

    /// <summary>Leads the team.</summary>
    Manager,
}
