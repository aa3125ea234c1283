using Volo.Abp;

namespace HrefCrm.Tenancy;

/// <summary>The text of each of <see cref="TenancyErrorCodes"/>.</summary>
internal static class TenancyErrors
{
    public static UserFriendlyException SlugInvalid(string slug) => new(
        $"'{slug}' cannot be a slug: use 1 to 63 lower-case letters, digits and inner hyphens, no reserved word, no xn-- in front.",
        TenancyErrorCodes.SlugInvalid);

    public static UserFriendlyException SlugTaken(string slug) => new(
        $"There is a tenant '{slug}' already: choose another slug.", TenancyErrorCodes.SlugTaken);

    public static UserFriendlyException TenantNotFound(string slugOrId) => new(
        $"There is no tenant '{slugOrId}'.", TenancyErrorCodes.TenantNotFound);

    public static UserFriendlyException NobodyInvited() => new(
        "Nobody can be invited: people do not sign in here.", TenancyErrorCodes.NobodyInvited);

    public static UserFriendlyException ApiKeyNotFound() => new(
        "The tenant has no such API key.", TenancyErrorCodes.ApiKeyNotFound);

    public static UserFriendlyException ApiKeyConflict(string key) => new(
        $"Another key was made meanwhile, {key}, so none was made now: look at the list, and rotate again if it is still needed.", TenancyErrorCodes.ApiKeyConflict);

    public static UserFriendlyException SettingsConflict(string change) => new(
        $"{change}, while this page was open, so nothing was saved: look at what is there now, and save again.", TenancyErrorCodes.SettingsConflict);
}
