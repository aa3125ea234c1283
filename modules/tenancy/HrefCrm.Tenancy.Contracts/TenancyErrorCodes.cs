namespace HrefCrm.Tenancy;

/// <summary>Codes of the errors that this module's services answer with.</summary>
public static class TenancyErrorCodes
{
    /// <summary>There are no people here whom one could invite.</summary>
    public const string NobodyInvited = "Tenancy:NobodyInvited";

    /// <summary>The slug is not one DNS label, begins with <c>xn--</c>, or is reserved.</summary>
    public const string SlugInvalid = "Tenancy:SlugInvalid";

    /// <summary>Another tenant has the slug.</summary>
    public const string SlugTaken = "Tenancy:SlugTaken";

    /// <summary>No tenant has the slug or id.</summary>
    public const string TenantNotFound = "Tenancy:TenantNotFound";

    /// <summary>The tenant has no such API key.</summary>
    public const string ApiKeyNotFound = "Tenancy:ApiKeyNotFound";

    /// <summary>Another key was made since the list of keys was read.</summary>
    public const string ApiKeyConflict = "Tenancy:ApiKeyConflict";

    /// <summary>The workspace was changed since its settings were read.</summary>
    public const string SettingsConflict = "Tenancy:SettingsConflict";

    /// <summary>Changes to tenants and keys could not be heard of for too long.</summary>
    public const string CacheStale = "Tenancy:CacheStale";
}
