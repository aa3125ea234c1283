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

        /// <summary>Switch a member's two-factor sign-in off.</summary>
        public const string ResetSecondFactor = Default + ".ResetSecondFactor";
    }

    /// <summary>HREF staff's accounts: HREF's own side.</summary>
    public static class Staff
    {
        /// <summary>See who is staff.</summary>
        public const string Default = Group + ".Staff";

        /// <summary>Make a staff account: at the terminal alone.</summary>
        public const string Add = Default + ".Add";

        /// <summary>Remove somebody's account.</summary>
        public const string Remove = Default + ".Remove";

        /// <summary>Switch somebody's two-factor sign-in off.</summary>
        public const string ResetSecondFactor = Default + ".ResetSecondFactor";
    }
}
