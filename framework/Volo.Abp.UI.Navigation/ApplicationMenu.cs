namespace Volo.Abp.UI.Navigation;

public static class StandardMenus
{
    public const string Main = "Main";
    public const string User = "User";
    public const string Shortcut = "Shortcut";
}

public interface IHasMenuItems
{
    ApplicationMenuItemList Items { get; }
}

/// <summary>A menu: the main one, or any other that is known by its name.</summary>
public class ApplicationMenu : IHasMenuItems
{
    public ApplicationMenu(string name, string? displayName = null)
    {
        Name = Check.NotNullOrWhiteSpace(name, nameof(name));
        DisplayName = Check.NotNullOrWhiteSpace(displayName ?? name, nameof(displayName));
    }

    public string Name { get; }

    public string DisplayName { get; set; }

    public ApplicationMenuItemList Items { get; } = [];

    public ApplicationMenu AddItem(ApplicationMenuItem menuItem)
    {
        Items.Add(menuItem);
        return this;
    }
}

/// <summary>A place to go to, or a group of places.</summary>
public class ApplicationMenuItem : IHasMenuItems
{
    public const int DefaultOrder = 1000;

    public ApplicationMenuItem(string name, string displayName, string? url = null, string? icon = null, int order = DefaultOrder)
    {
        Name = Check.NotNullOrWhiteSpace(name, nameof(name));
        DisplayName = Check.NotNullOrWhiteSpace(displayName, nameof(displayName));
        Url = url;
        Icon = icon;
        Order = order;
    }

    public string Name { get; }

    public string DisplayName { get; set; }

    public int Order { get; set; }

    public string? Url { get; set; }

    public string? Icon { get; set; }

    public ApplicationMenuItemList Items { get; } = [];

    public Dictionary<string, object> CustomData { get; } = [];

    public ApplicationMenuItem AddItem(ApplicationMenuItem menuItem)
    {
        Items.Add(menuItem);
        return this;
    }

    public ApplicationMenuItem WithCustomData(string key, object value)
    {
        CustomData[key] = value;
        return this;
    }
}

public class ApplicationMenuItemList : List<ApplicationMenuItem>
{
    public void Normalize()
    {
        RemoveAll(item => item.Items.Count == 0 && string.IsNullOrEmpty(item.Url));
        // Stable, unlike Sort: equals stay in the order in which they were added.
        var ordered = this.OrderBy(item => item.Order).ToList();
        Clear();
        AddRange(ordered);
    }
}
