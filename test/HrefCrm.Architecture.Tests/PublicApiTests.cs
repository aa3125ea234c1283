using PublicApiGenerator;

namespace HrefCrm.Architecture.Tests;

/// <summary>Rule 6: what a module's assembly shows to others is what was approved.</summary>
public class PublicApiTests
{
    private static IEnumerable<Project> Projects => Product.Projects.Where(p => p.Part != Part.Composition);

    public static TheoryData<string> Names => [.. Projects.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Public_members_are_those_that_were_approved(string name)
    {
        var project = Projects.Single(p => p.Name == name);
        var assembly = project.Assembly!;
        var actual = assembly.GeneratePublicApi(new ApiGeneratorOptions
        {
            IncludeAssemblyAttributes = false,
            // Migrations are public to EF Core alone.
            IncludeTypes = [.. assembly.GetExportedTypes().Where(t => t.Namespace?.EndsWith(".Migrations", StringComparison.Ordinal) != true)],
        }).ReplaceLineEndings("\n") + "\n";
        actual.ShouldContain("Module : Volo.Abp.Modularity.AbpModule");

        var file = Path.Combine(Approved(project), name + ".txt");
        Directory.CreateDirectory(Approved(project));
        if (Environment.GetEnvironmentVariable("HREFCRM_ACCEPT") == "1")
            File.WriteAllText(file, actual);
        var approved = File.Exists(file) ? File.ReadAllText(file) : "";
        actual.ShouldBe(approved, $"The public API of {name} changed. If that is meant, run the tests once with HREFCRM_ACCEPT=1 and commit what it writes.");
    }

    [Fact]
    public void No_approved_file_is_left_of_a_project_that_went() =>
        Projects.Select(Approved).Distinct().SelectMany(Directory.EnumerateFiles).Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(Projects.Select(p => p.Name), ignoreOrder: true);

    // Beside the module's projects, so that a module is all in one place.
    private static string Approved(Project project) => Path.GetFullPath(Path.Combine(project.Folder, "..", "approved"));
}
