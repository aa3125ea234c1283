namespace HrefCrm.Leads.Leads;

/// <summary>What happened to a lead. Stored by its snake-case name.</summary>
public enum ActivityKind
{
    /// <summary>It was added by hand; what the API brings has no entry.</summary>
    Created,

    /// <summary>A note was written.</summary>
    Note,

    /// <summary>It was called, or called.</summary>
    Call,

    /// <summary>An e-mail was sent or came.</summary>
    Email,

    /// <summary>People met.</summary>
    Meeting,

    /// <summary>It was moved to another stage, or to none.</summary>
    Moved,

    /// <summary>Its status changed.</summary>
    StatusChanged,

    /// <summary>It became another member's, or nobody's.</summary>
    Assigned,

    /// <summary>Its details were edited.</summary>
    Edited,

    /// <summary>A task was added.</summary>
    TaskAdded,

    /// <summary>A task got another title or day.</summary>
    TaskChanged,

    /// <summary>A task was completed.</summary>
    TaskCompleted,

    /// <summary>A completed task was opened again.</summary>
    TaskReopened,

    /// <summary>A task was taken away.</summary>
    TaskRemoved,

    /// <summary>It was put into the bin.</summary>
    Binned,

    /// <summary>It was put back from the bin.</summary>
    Restored,

    /// <summary>Another lead was merged into it.</summary>
    Merged,
}
