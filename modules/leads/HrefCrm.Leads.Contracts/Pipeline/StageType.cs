namespace HrefCrm.Leads.Pipeline;

/// <summary>What a pipeline stage means. Stored by its lower-case name.</summary>
public enum StageType
{
    /// <summary>Leads in it are being worked; new ones land in the first.</summary>
    Active,

    /// <summary>Leads in it became business.</summary>
    Won,

    /// <summary>Leads in it did not.</summary>
    Lost,
}
