using System.ComponentModel.DataAnnotations;
using Volo.Abp.Application.Services;

namespace HrefCrm.Leads.Settings;

/// <summary>How the current tenant works its leads.</summary>
public interface ILeadSettingsAppService : IApplicationService
{
    /// <summary>Reads the settings.</summary>
    Task<LeadSettingsDto> GetAsync();

    /// <summary>Changes the settings.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="LeadsErrorCodes.SettingsChanged"/>.</exception>
    Task<LeadSettingsDto> UpdateAsync(LeadSettingsDto input);

    /// <summary>The countries that phone numbers are known of (ISO 3166, two letters), in their order.</summary>
    Task<IReadOnlyList<string>> GetCountriesAsync();
}

/// <summary>Settings for leads.</summary>
public class LeadSettingsDto
{
    /// <summary>The country (ISO 3166, two letters) of phone numbers without one.</summary>
    [Required]
    [RegularExpression("[A-Z]{2}", ErrorMessage = "Pick a country.")]
    public string Country { get; set; } = "";

    /// <summary>Within how many minutes a lead should be answered.</summary>
    [Range(1, 44_640, ErrorMessage = "Give a number of minutes from 1 to 44,640 (31 days).")]
    public int AnswerMinutes { get; set; }

    /// <summary>Which version this is; hand it back on saving.</summary>
    public uint Version { get; set; }
}
