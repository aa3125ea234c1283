using System.Text.RegularExpressions;
using TypesOf = NetArchTest.Rules.Types;

namespace HrefCrm.Architecture.Tests;

/// <summary>Rule 4: what the layers of a module must not use.</summary>
public class LayerTests
{
    private static readonly string[] Modules = [.. Product.Projects.Where(p => p.Part == Part.Implementation).Select(p => p.Module!)];

    private static readonly string[] DataAccess =
    [
        "Microsoft.EntityFrameworkCore",
        "Npgsql",
        "Volo.Abp.EntityFrameworkCore",
        "Volo.Abp.Domain.Repositories.EntityFrameworkCore",
        .. Modules.Select(m => $"HrefCrm.{m}.EntityFrameworkCore"),
    ];

    private static readonly string[] Web =
    [
        "Microsoft.AspNetCore",
        "Volo.Abp.AspNetCore",
        .. Modules.Select(m => $"HrefCrm.{m}.Http"),
    ];

    private static readonly string[] Application =
    [
        "Volo.Abp.Application",
        .. Modules.Select(m => $"HrefCrm.{m}.Application"),
    ];

    [Fact]
    public void Domain_uses_neither_application_nor_EF_Core_nor_AspNetCore() =>
        Users("Domain", [.. Application, .. DataAccess, .. Web]).ShouldBeEmpty();

    // Authorization attributes are ASP.NET Core's, so the application may use that.
    [Fact]
    public void Application_uses_no_DbContext() =>
        Users("Application", DataAccess).ShouldBeEmpty();

    [Fact]
    public void The_search_for_users_finds_them() =>
        Users("EntityFrameworkCore", DataAccess).ShouldContain("HrefCrm.Tenancy.EntityFrameworkCore.TenancyDbContext");

    private static List<string> Users(string layer, string[] used)
    {
        var types = TypesOf.InAssemblies(Product.Assemblies).That().ResideInNamespaceMatching($@"^HrefCrm\.\w+\.{Regex.Escape(layer)}(\.|$)");
        types.GetTypes().Select(t => t.Assembly).Distinct().Count().ShouldBeGreaterThan(1, $"The layer {layer} was not found.");
        var result = types.ShouldNot().HaveDependencyOnAny(used).GetResult();
        return result.IsSuccessful ? [] : [.. result.FailingTypes.Select(t => t.FullName!)];
    }
}
