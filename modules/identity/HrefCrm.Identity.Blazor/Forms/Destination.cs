using System.Security.Claims;

namespace HrefCrm.Identity.Blazor.Forms;

/// <summary>Where a sign-in leads.</summary>
internal static class Destination
{
    /// <summary>The page that was asked for before, if it is one of this host's, else the first page there is.</summary>
    public static string Of(ClaimsPrincipal user, string? asked) =>
        asked is ['/', not ('/' or '\\'), ..] && !asked.Any(char.IsControl) ? asked
        : user.HasClaim(c => c.Type == IdentityClaimTypes.Staff) ? "/tenants"
        : "/crm/settings";
}
