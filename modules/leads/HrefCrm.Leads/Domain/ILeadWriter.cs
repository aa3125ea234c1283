namespace HrefCrm.Leads.Domain;

/// <summary>Stores new leads of any tenant.</summary>
public interface ILeadWriter
{
    /// <summary>Stores a lead. A stage that has gone meanwhile is replaced by the tenant's first active one.</summary>
    /// <returns>When the lead is durably committed.</returns>
    /// <exception cref="Intake.IntakeUnavailableException">It was not stored, as far as can be known.</exception>
    Task WriteAsync(Lead lead);
}
