using HrefCrm.Leads.Leads;
using Volo.Abp.Domain.Repositories;

namespace HrefCrm.Leads.Settings;

/// <summary>The current tenant's settings for leads in the database.</summary>
public interface ILeadSettingsRepository : IRepository<LeadSettings, Guid>
{
    /// <summary>Keeps others from changing the settings until the transaction ends.</summary>
    /// <returns>The settings as they are by then.</returns>
    Task<LeadSettings> LockAsync(LeadSettings settings);

    /// <summary>Stores them, whether there were any before or not. Another country is that of phone numbers which come from then on.</summary>
    Task SaveAsync(LeadSettings settings);
}
