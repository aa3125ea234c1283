using Volo.Abp.UI.Navigation;

namespace HrefCrm.Components;

/// <summary>
/// The menus that modules contribute to, by <see cref="IMenuContributor"/>: <see cref="StandardMenus.Main"/> is the rail, <see cref="StandardMenus.User"/>
/// its foot, and <see cref="Settings"/> the tabs of a workspace's settings.
/// </summary>
public static class Menus
{
    /// <summary>The tabs of a workspace's settings.</summary>
    public const string Settings = "Settings";

    private const string KeysName = "Keys";

    /// <summary>Adds an item if the current person has its permission.</summary>
    /// <param name="context">The menu that is being made.</param>
    /// <param name="permission">The permission of the page; null for a page that everybody who is signed in may see.</param>
    /// <param name="url">The page's path.</param>
    /// <param name="text">What it is called.</param>
    /// <param name="order">Where it stands.</param>
    /// <param name="icon">Its icon, one of MudBlazor's; null for a tab.</param>
    /// <param name="keys">The keys that open it, such as <c>g t</c>; null for a tab.</param>
    public static async Task AddPageAsync(
        this MenuConfigurationContext context, string? permission, string url, string text, int order, string? icon = null, string? keys = null)
    {
        if (permission is not null && !await context.IsGrantedAsync(permission))
            return;
        var item = new ApplicationMenuItem(url, text, url, icon, order);
        context.Menu.AddItem(keys is null ? item : item.WithCustomData(KeysName, keys));
    }

    /// <summary>The keys that open an item; null for none.</summary>
    public static string? Keys(this ApplicationMenuItem item) => item.CustomData.GetValueOrDefault(KeysName) as string;
}
