namespace HrefCrm.Tenancy;

/// <summary>Limits of a tenant's fields; lengths are UTF-16 code units.</summary>
public static class TenantConsts
{
    /// <summary>A slug is one DNS label (contract, "Address").</summary>
    public const int MaxSlugLength = 63;

    /// <summary>Longest display name.</summary>
    public const int MaxNameLength = 200;

    /// <summary>Longest tagline.</summary>
    public const int MaxTaglineLength = 300;

    /// <summary>What a name or tagline is made of: anything but control characters, line ends and halves of surrogate pairs.</summary>
    public const string OneLinePattern = @"([^\p{Cc}\p{Cs}\u2028\u2029]|[\ud800-\udbff][\udc00-\udfff])*";

    /// <summary>The color of a tenant that has chosen none.</summary>
    public const string DefaultPrimaryColor = "#3b82f6";
}
