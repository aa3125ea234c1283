namespace HrefCrm.Identity;

/// <summary>Claims of a signed-in person beyond id, name and tenant, which are ABP's.</summary>
public static class IdentityClaimTypes
{
    /// <summary>The session's id. An API key's principal has none.</summary>
    public const string Session = "sid";

    /// <summary>Says that the person is HREF staff. A member has a tenant claim in its place.</summary>
    public const string Staff = "staff";
}
