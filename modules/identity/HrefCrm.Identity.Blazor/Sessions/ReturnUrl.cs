using Volo.Abp.DependencyInjection;
using Volo.Abp.UI.Navigation;

namespace HrefCrm.Identity.Blazor.Sessions;

/// <summary>Where a sign-in leads.</summary>
internal sealed class ReturnUrl(IMenuManager menus) : ITransientDependency
{
    /// <summary>The page that was asked for before, if it is one of this host's, else the first of the rail.</summary>
    public async Task<string> FindAsync(string? asked) =>
        asked is ['/', not ('/' or '\\'), ..] && asked.All(c => c is > ' ' and < '\x7f') ? asked
        : (await menus.GetMainMenuAsync()).Items is [{ Url: { } first }, ..] ? first
        : "/account";
}
