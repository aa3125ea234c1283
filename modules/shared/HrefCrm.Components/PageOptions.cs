using System.Reflection;

namespace HrefCrm.Components;

/// <summary>The pages of an application. Each module with pages adds its own; the host routes and links what is here.</summary>
public class PageOptions
{
    /// <summary>The assemblies that have pages.</summary>
    public IList<Assembly> Assemblies { get; } = [];

    /// <summary>The stylesheets that the pages need beside the shared one, as paths under the host's root.</summary>
    public IList<string> Stylesheets { get; } = [];
}
