using System.Xml.Linq;

namespace HrefCrm.Packages.Tests;

/// <summary>What the packages say of themselves, and what they ask for.</summary>
[Collection(SharedPackages.Name)]
public class PackageTests(PackedProduct product)
{
    private IEnumerable<Package> All => product.Modules.Concat(product.Seam);

    [Fact]
    public void Every_project_of_the_modules_is_a_package_and_no_other_is() =>
        product.Modules.Select(p => p.Id).ShouldBe(ProjectsIn("modules").Keys, ignoreOrder: true);

    [Fact]
    public void What_stands_in_for_ABP_is_packed_apart_where_it_was_built_with()
    {
        if (product.IsBundled)
            product.Seam.Select(p => p.Id).ShouldBe(ProjectsIn("framework").Keys, ignoreOrder: true);
        product.IsBundled.ShouldBe(product.Modules.All(p => p.Version.EndsWith("-bundled", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_has_the_version_of_its_set()
    {
        product.Modules.ShouldAllBe(p => p.Version == PackedProduct.Version + (product.IsBundled ? "-bundled" : ""));
        product.Seam.ShouldAllBe(p => p.Version == PackedProduct.SeamVersion);
    }

    [Fact]
    public void Each_says_what_it_is_and_whose()
    {
        foreach (var package in All)
        {
            package.Manifest["authors"].ShouldBe(["HREF Creative"], package.Id);
            package.Manifest["description"].ShouldHaveSingleItem(package.Id).Length.ShouldBeGreaterThan(40, package.Id);
            package.Manifest["readme"].ShouldBe(["README.md"], package.Id);
            package.Entries.ShouldContain("README.md", package.Id);
        }

        All.Select(p => p.Manifest["description"].Single()).ShouldBeUnique();
    }

    [Fact]
    public void Each_has_its_assembly_with_its_documentation_and_no_other()
    {
        foreach (var package in All)
        {
            package.Entries.ShouldContain($"lib/net10.0/{package.Id}.xml");
            package.Entries.Where(e => e.EndsWith(".dll", StringComparison.Ordinal)).ShouldBe([$"lib/net10.0/{package.Id}.dll"]);
        }
    }

    [Fact]
    public void Each_has_symbols_that_name_no_folder_of_the_machine()
    {
        foreach (var package in All)
            package.ReadSources().ShouldAllBe(source => source.StartsWith("/_/", StringComparison.Ordinal));
    }

    [Fact]
    public void A_module_asks_for_the_packages_of_ABP_that_it_names_and_for_ABPs_own_version()
    {
        foreach (var package in product.Modules)
        {
            var named = ProjectsIn("modules")[package.Id].Descendants("AbpPackage").Select(e => e.Attribute("Include")!.Value);
            var asked = package.Dependencies.Where(d => d.Key.StartsWith("Volo.Abp.", StringComparison.Ordinal)).ToList();
            asked.Select(d => d.Key).ShouldBe(named, ignoreOrder: true, package.Id);
            asked.ShouldAllBe(d => d.Value == PackedProduct.AbpVersion);
        }
    }

    [Fact]
    public void A_module_asks_for_nothing_that_only_what_stands_in_for_ABP_needs() => product.Modules
        .SelectMany(p => p.Dependencies.Keys)
        .ShouldNotContain(id => id.StartsWith("Castle.", StringComparison.Ordinal) || id.StartsWith("Autofac", StringComparison.Ordinal));

    [Fact]
    public void Packages_of_one_set_ask_for_each_other_in_the_version_that_they_have()
    {
        foreach (var set in new[] { product.Modules, product.Seam })
        {
            var versions = set.ToDictionary(p => p.Id, p => p.Version);
            foreach (var (id, version) in set.SelectMany(p => p.Dependencies).Where(d => versions.ContainsKey(d.Key)))
                version.ShouldBe(versions[id], id);
        }

        product.Modules.Single(p => p.Id == "HrefCrm.Tenancy").Dependencies.Keys.ShouldContain("HrefCrm.PostgreSql");
    }

    [Fact]
    public void What_stands_in_for_ABP_asks_for_what_it_is_made_with()
    {
        foreach (var package in product.Seam)
        {
            var project = ProjectsIn("framework")[package.Id];
            var named = project.Descendants("ProjectReference").Select(e => Path.GetFileNameWithoutExtension(e.Attribute("Include")!.Value))
                .Concat(project.Descendants("PackageReference").Select(e => e.Attribute("Include")!.Value));
            package.Dependencies.Keys.Intersect(named).ShouldBe(named, ignoreOrder: true, package.Id);
            package.Dependencies.Keys.ShouldNotContain(id => id.StartsWith("HrefCrm.", StringComparison.Ordinal));
        }
    }

    private static Dictionary<string, XDocument> ProjectsIn(string folder) => Directory
        .EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), "*.csproj", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), XDocument.Load);
}
