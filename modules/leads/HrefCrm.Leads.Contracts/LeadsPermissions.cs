namespace HrefCrm.Leads;

/// <summary>Names of this module's permissions.</summary>
public static class LeadsPermissions
{
    /// <summary>The group that holds them.</summary>
    public const string Group = "Leads";

    /// <summary>The leads of a workspace.</summary>
    public static class Leads
    {
        /// <summary>See leads, and what happened to them.</summary>
        public const string Default = Group + ".Leads";

        /// <summary>Add a lead by hand.</summary>
        public const string Create = Default + ".Create";

        /// <summary>Edit, move and assign leads, set their status, write notes and tasks, put them into the bin and back.</summary>
        public const string Update = Default + ".Update";

        /// <summary>Erase leads that are in the bin.</summary>
        public const string Erase = Default + ".Erase";
    }

    /// <summary>Change the stages of the pipeline, and how leads are worked.</summary>
    public const string Settings = Group + ".Settings";
}
