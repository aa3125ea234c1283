namespace HrefCrm.Architecture.Tests;

/// <summary>Rules 1 to 3 as functions from a project to what it references and must not.</summary>
public static class ReferenceRules
{
    private static readonly string[] DataAccess = ["Microsoft.EntityFrameworkCore", "Volo.Abp.EntityFrameworkCore", "Npgsql", "EFCore"];
    private static readonly string[] Web = ["Microsoft.AspNetCore", "Volo.Abp.AspNetCore"];

    /// <summary>Contracts know no other project of ours, no EF Core and no ASP.NET Core.</summary>
    public static IEnumerable<string> ForContracts(Project project) =>
        project.References.Where(r => IsOurs(r) || Begins(r, DataAccess) || Begins(r, Web));

    /// <summary>A module knows no other module.</summary>
    public static IEnumerable<string> BetweenModules(Project project) =>
        project.References.Where(r => IsOurs(r) && Product.Classify(Named(r)).Module is var module && module != project.Module);

    /// <summary>A user interface knows its own module's contracts and no other project of ours.</summary>
    public static IEnumerable<string> ForBlazor(Project project) =>
        project.References.Where(r => IsOurs(r) && r != $"HrefCrm.{project.Module}.Contracts");

    /// <summary>An implementation is known to nobody but host, CLI and what joins the modules for both.</summary>
    public static IEnumerable<string> ToImplementations(Project project) =>
        project.References.Where(r => IsOurs(r) && Product.Classify(Named(r)).Part == Part.Implementation);

    public static bool IsOurs(string reference) => reference == "hrefcrm" || reference.StartsWith("HrefCrm.", StringComparison.Ordinal);

    private static string Named(string reference) => reference == "hrefcrm" ? "HrefCrm.Cli" : reference;

    private static bool Begins(string reference, string[] prefixes) =>
        prefixes.Any(p => reference == p || reference.StartsWith(p + ".", StringComparison.Ordinal));
}
