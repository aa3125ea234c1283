using System.Xml.Linq;
using HrefCrm.Framework.Tests;
using Mono.Cecil;

namespace HrefCrm.Architecture.Tests;

/// <summary>The seam has fewer packages than ABP, so a project could use there what ABP's packages of these names do not bring.</summary>
public class AbpPackageTests
{
    private static readonly Dictionary<string, string> Files =
        Product.Files("modules").Concat(Product.Files("src")).ToDictionary(f => Path.GetFileNameWithoutExtension(f));

    public static TheoryData<string> Names => [.. Product.Projects.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_project_uses_of_ABP_comes_with_the_packages_that_it_names(string name)
    {
        var brought = PackagesOf(name).SelectMany(AbpPackages.With).ToHashSet();
        var used = ModuleDefinition.ReadModule(Product.Projects.Single(p => p.Name == name).Assembly!.Location).GetTypeReferences()
            .Where(type => type.Scope.Name.StartsWith("Volo.Abp.", StringComparison.Ordinal))
            .Select(type => type.FullName)
            .ToList();

        used.ShouldContain("Volo.Abp.Modularity.AbpModule");
        used.Where(type => !brought.Contains(AbpPackages.OfTypes[type])).ShouldBeEmpty();
    }

    // Packages flow from project to project.
    private static IEnumerable<string> PackagesOf(string project) =>
        XDocument.Load(Files[project]).Descendants("AbpPackage").Select(e => e.Attribute("Include")!.Value)
            .Concat(Product.Projects.Single(p => p.Name == project).References.Where(Files.ContainsKey).Distinct().SelectMany(PackagesOf));
}
