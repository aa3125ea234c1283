namespace HrefCrm.Identity;

/// <summary>Names of this module's permissions.</summary>
public static class IdentityPermissions
{
    /// <summary>The group that holds them.</summary>
    public const string Group = "Identity";

    /// <summary>A workspace's members and invites.</summary>
    public static class Team
    {
        /// <summary>See members and pending invites.</summary>
        public const string Default = Group + ".Team";

        /// <summary>Invite somebody, and revoke an invite.</summary>
        public const string Invite = Default + ".Invite";

        /// <summary>Remove a member.</summary>
        public const string Remove = Default + ".Remove";
    }

    /// <summary>Make a staff account: at the terminal alone.</summary>
    public const string Staff = Group + ".Staff";
}
