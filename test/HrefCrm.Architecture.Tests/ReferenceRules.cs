namespace HrefCrm.Architecture.Tests;

/// <summary>Rules 1 to 3 as functions from a project to what it references and must not.</summary>
public static class ReferenceRules
{
    private static readonly string[] DataAccess = ["Microsoft.EntityFrameworkCore", "Volo.Abp.EntityFrameworkCore", "Npgsql", "EFCore"];
    private static readonly string[] Web = ["Microsoft.AspNetCore", "Volo.Abp.AspNetCore"];

    // Whose contracts a module may know.
    private static readonly Dictionary<string, string[]> Known = new() { ["Notifications"] = ["Leads", "Identity", "Tenancy"] };

    /// <summary>Contracts know no EF Core and no ASP.NET Core, and of ours the contracts that their module may know.</summary>
    public static IEnumerable<string> ForContracts(Project project) =>
        project.References.Where(r => IsOurs(r) && !IsKnown(project, r) || Begins(r, DataAccess) || Begins(r, Web));

    /// <summary>A module knows no other module, but for the contracts that are listed.</summary>
    public static IEnumerable<string> BetweenModules(Project project) =>
        project.References.Where(r => IsOurs(r) && Product.Classify(Named(r)) is { Part: not Part.Shared } other && other.Module != project.Module && !IsKnown(project, r));

    /// <summary>A user interface knows its own module's contracts, what pages share, and no other project of ours.</summary>
    public static IEnumerable<string> ForBlazor(Project project) =>
        project.References.Where(r => IsOurs(r) && r != $"HrefCrm.{project.Module}.Contracts" && r != "HrefCrm.Components" && !IsKnown(project, r));

    /// <summary>An implementation knows no pages, nor what they share.</summary>
    public static IEnumerable<string> ForImplementation(Project project) =>
        project.References.Where(r => r == "HrefCrm.Components" || (IsOurs(r) && Product.Classify(Named(r)).Part == Part.Blazor));

    /// <summary>What modules share knows no module, nor anything else of ours.</summary>
    public static IEnumerable<string> ForShared(Project project) => project.References.Where(IsOurs);

    /// <summary>An implementation is known to nobody but host, CLI and what joins the modules for both.</summary>
    public static IEnumerable<string> ToImplementations(Project project) =>
        project.References.Where(r => IsOurs(r) && Product.Classify(Named(r)).Part == Part.Implementation);

    public static bool IsOurs(string reference) => reference == "hrefcrm" || reference.StartsWith("HrefCrm.", StringComparison.Ordinal);

    private static bool IsKnown(Project project, string reference) =>
        project.Module is { } module && Known.GetValueOrDefault(module, []).Any(m => reference == $"HrefCrm.{m}.Contracts");

    private static string Named(string reference) => reference == "hrefcrm" ? "HrefCrm.Cli" : reference;

    private static bool Begins(string reference, string[] prefixes) =>
        prefixes.Any(p => reference == p || reference.StartsWith(p + ".", StringComparison.Ordinal));
}
