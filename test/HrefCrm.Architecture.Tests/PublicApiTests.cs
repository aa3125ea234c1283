using HrefCrm.TestBase;
using PublicApiGenerator;

namespace HrefCrm.Architecture.Tests;

/// <summary>Rule 6: what a module's assembly shows to others is what was approved.</summary>
public class PublicApiTests
{
    private static readonly string Approved = Path.Combine(RepositoryRoot.Path, "test", "HrefCrm.Architecture.Tests", "approved");

    public static TheoryData<string> Names => [.. Product.ModuleAssemblies.Select(a => a.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Public_members_are_those_that_were_approved(string name)
    {
        var assembly = Product.ModuleAssemblies.Single(a => a.GetName().Name == name);
        var actual = assembly.GeneratePublicApi(new ApiGeneratorOptions
        {
            IncludeAssemblyAttributes = false,
            // Migrations are public to EF Core alone.
            IncludeTypes = [.. assembly.GetExportedTypes().Where(t => t.Namespace?.EndsWith(".Migrations", StringComparison.Ordinal) != true)],
        }).ReplaceLineEndings("\n") + "\n";
        actual.ShouldContain("Module : Volo.Abp.Modularity.AbpModule");

        var file = Path.Combine(Approved, name + ".txt");
        Directory.CreateDirectory(Approved);
        if (Environment.GetEnvironmentVariable("HREFCRM_ACCEPT") == "1")
            File.WriteAllText(file, actual);
        var approved = File.Exists(file) ? File.ReadAllText(file) : "";
        actual.ShouldBe(approved, $"The public API of {name} changed. If that is meant, run the tests once with HREFCRM_ACCEPT=1 and commit what it writes.");
    }

    [Fact]
    public void No_approved_file_is_left_of_an_assembly_that_went() =>
        Directory.EnumerateFiles(Approved).Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(Product.ModuleAssemblies.Select(a => a.GetName().Name), ignoreOrder: true);
}
