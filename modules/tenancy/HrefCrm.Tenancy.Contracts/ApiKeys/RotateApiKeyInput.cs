using System.ComponentModel.DataAnnotations;

namespace HrefCrm.Tenancy.ApiKeys;

/// <summary>Asks for a new key.</summary>
public class RotateApiKeyInput
{
    /// <summary>Whose key; null for the current tenant's.</summary>
    public Guid? TenantId { get; set; }

    /// <summary>The newest key that whoever asks knows of, so that two who rotate at the same moment make one key; null to rotate in any case.</summary>
    public Guid? NewestKeyId { get; set; }

    /// <summary>How long the old keys go on working: 0 to 30 days, 24 hours unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00", ErrorMessage = "The grace period must be between 0 and 30 days.")]
    public TimeSpan Grace { get; set; } = ApiKeyConsts.DefaultGrace;
}
