using HrefCrm.Leads.Leads;

namespace HrefCrm.Leads.Intake;

/// <summary>A lead that is to be written, whose caller waits for it.</summary>
internal sealed class PendingLead(Lead lead) : TaskCompletionSource
{
    public Lead Lead => lead;

    /// <summary>When it was taken from the queue, as <see cref="System.Diagnostics.Stopwatch"/> counts; its time runs from then.</summary>
    public long TakenAt { get; set; }

    /// <summary>Whether a try whose outcome was lost may have stored it.</summary>
    public bool MayBeStored { get; set; }

    public bool WasMoved { get; private set; }

    public void MoveTo(Guid? stageId)
    {
        WasMoved = true;
        lead.MoveTo(stageId);
    }
}
