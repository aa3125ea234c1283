namespace HrefCrm.Leads.Live;

/// <summary>Tells open pages of what has been committed to leads, by whomever and through whichever host.</summary>
public interface ILeadFeed
{
    /// <summary>Listens to a tenant's leads, until the result is disposed.</summary>
    /// <param name="tenantId">Whose leads.</param>
    /// <param name="listener">Told within half a second of a change, from another thread; it must not wait for anything.</param>
    IDisposable Listen(Guid tenantId, Action<LeadsChanged> listener);
}

/// <summary>What has changed since the last time.</summary>
/// <param name="LeadIds">Leads that came in, or that something happened to.</param>
/// <param name="HasStages">Whether the pipeline has changed.</param>
/// <param name="HasMissed">Whether more may have changed that is not named, as after a restart of the database: all is to be read again.</param>
public record LeadsChanged(IReadOnlySet<Guid> LeadIds, bool HasStages, bool HasMissed);
