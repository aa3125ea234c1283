namespace HrefCrm.Tenancy;

/// <summary>Names of this module's permissions.</summary>
public static class TenancyPermissions
{
    /// <summary>The group that holds them.</summary>
    public const string Group = "Tenancy";

    /// <summary>Change how the current workspace looks: its name, tagline and color.</summary>
    public const string Settings = Group + ".Settings";

    /// <summary>Read the audit trail: HREF's own side.</summary>
    public const string Audit = Group + ".Audit";

    /// <summary>Provision, list, suspend and reactivate tenants: HREF's own side.</summary>
    public static class Tenants
    {
        /// <summary>List tenants.</summary>
        public const string Default = Group + ".Tenants";

        /// <summary>Provision a tenant.</summary>
        public const string Provision = Default + ".Provision";

        /// <summary>Suspend and reactivate a tenant.</summary>
        public const string Suspend = Default + ".Suspend";
    }

    /// <summary>See, rotate and revoke a tenant's API keys.</summary>
    public static class ApiKeys
    {
        /// <summary>List a tenant's keys.</summary>
        public const string Default = Group + ".ApiKeys";

        /// <summary>Make a new key and end the old ones after a grace period.</summary>
        public const string Rotate = Default + ".Rotate";

        /// <summary>End a key at once.</summary>
        public const string Revoke = Default + ".Revoke";
    }
}
