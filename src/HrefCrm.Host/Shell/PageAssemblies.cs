using System.Reflection;
using HrefCrm.Identity.Blazor;
using HrefCrm.Tenancy.Blazor;

namespace HrefCrm.Host.Shell;

/// <summary>The modules' assemblies that have pages, and their stylesheets.</summary>
internal static class PageAssemblies
{
    public static readonly Assembly[] All = [typeof(IdentityBlazorModule).Assembly, typeof(TenancyBlazorModule).Assembly];

    public static readonly string[] Stylesheets = ["_content/HrefCrm.Identity.Blazor/identity.css", "_content/HrefCrm.Tenancy.Blazor/tenancy.css"];
}
