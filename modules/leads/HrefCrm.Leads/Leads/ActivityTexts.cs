namespace HrefCrm.Leads.Leads;

/// <summary>What happened to a lead, as a sentence.</summary>
internal static class ActivityTexts
{
    /// <summary>Such as <c>ann@acme.example moved it from New to Won.</c></summary>
    public static string Describe(Activity activity)
    {
        var who = activity.ActorName ?? "Somebody";
        return activity.Kind switch
        {
            ActivityKind.Created => $"{who} added it.",
            ActivityKind.Note => $"{who} wrote a note.",
            ActivityKind.Call => $"{who} logged a call.",
            ActivityKind.Email => $"{who} logged an e-mail.",
            ActivityKind.Meeting => $"{who} logged a meeting.",
            ActivityKind.Moved => $"{who} moved it from {activity.Before ?? "no stage"} to {activity.After ?? "no stage"}.",
            ActivityKind.StatusChanged => $"{who} set its status from {activity.Before} to {activity.After}.",
            ActivityKind.Assigned => activity.After is null ? $"{who} took it from {activity.Before ?? "a former member"}." : $"{who} assigned it to {activity.After}.",
            ActivityKind.Edited => $"{who} edited its details.",
            ActivityKind.TaskAdded => $"{who} added a task.",
            ActivityKind.TaskChanged => $"{who} changed a task.",
            ActivityKind.TaskCompleted => $"{who} completed a task.",
            ActivityKind.TaskReopened => $"{who} opened a task again.",
            ActivityKind.TaskRemoved => $"{who} removed a task.",
            ActivityKind.Binned => $"{who} put it into the bin.",
            ActivityKind.Restored => $"{who} put it back from the bin.",
            ActivityKind.Merged => $"{who} merged another lead into it.",
            _ => $"{who} changed it.",
        };
    }
}
