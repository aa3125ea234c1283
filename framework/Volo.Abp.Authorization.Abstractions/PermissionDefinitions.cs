using Volo.Abp.DependencyInjection;
using Volo.Abp.Localization;
using Volo.Abp.MultiTenancy;

namespace Volo.Abp.Authorization.Permissions;

/// <summary>Says which permissions there are.</summary>
public abstract class PermissionDefinitionProvider : ITransientDependency
{
    public abstract void Define(IPermissionDefinitionContext context);
}

public interface IPermissionDefinitionContext
{
    PermissionGroupDefinition AddGroup(string name, ILocalizableString? displayName = null);
}

public class PermissionGroupDefinition
{
    private readonly List<PermissionDefinition> _permissions = [];

    protected internal PermissionGroupDefinition(string name, ILocalizableString? displayName = null)
    {
        Name = Check.NotNull(name, nameof(name));
    }

    public string Name { get; }

    public virtual PermissionDefinition AddPermission(
        string name,
        ILocalizableString? displayName = null,
        MultiTenancySides multiTenancySide = MultiTenancySides.Both)
    {
        var permission = new PermissionDefinition(name, displayName, multiTenancySide);
        _permissions.Add(permission);
        return permission;
    }

    public virtual List<PermissionDefinition> GetPermissionsWithChildren() => [.. _permissions.SelectMany(p => p.WithChildren())];
}

public class PermissionDefinition
{
    private readonly List<PermissionDefinition> _children = [];

    protected internal PermissionDefinition(
        string name,
        ILocalizableString? displayName = null,
        MultiTenancySides multiTenancySide = MultiTenancySides.Both)
    {
        Name = Check.NotNull(name, nameof(name));
        MultiTenancySide = multiTenancySide;
    }

    public string Name { get; }

    public MultiTenancySides MultiTenancySide { get; set; }

    public List<string> Providers { get; } = [];

    public virtual PermissionDefinition AddChild(
        string name,
        ILocalizableString? displayName = null,
        MultiTenancySides multiTenancySide = MultiTenancySides.Both)
    {
        var child = new PermissionDefinition(name, displayName, multiTenancySide);
        _children.Add(child);
        return child;
    }

    internal IEnumerable<PermissionDefinition> WithChildren() => [this, .. _children.SelectMany(c => c.WithChildren())];
}
