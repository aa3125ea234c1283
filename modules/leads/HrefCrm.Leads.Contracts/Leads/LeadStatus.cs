namespace HrefCrm.Leads.Leads;

/// <summary>How far a lead has come, apart from its stage. Stored by its lower-case name.</summary>
public enum LeadStatus
{
    /// <summary>Nobody has worked it yet.</summary>
    New,

    /// <summary>Being worked.</summary>
    Open,

    /// <summary>Became business.</summary>
    Won,

    /// <summary>Did not.</summary>
    Lost,
}
