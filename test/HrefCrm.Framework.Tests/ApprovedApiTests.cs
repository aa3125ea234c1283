using System.Reflection;
using System.Xml.Linq;
using HrefCrm.TestBase;
using PublicApiGenerator;

namespace HrefCrm.Framework.Tests;

/// <summary>The seam's public API changes only on purpose, and each of its types names where ABP has it.</summary>
public class ApprovedApiTests
{
    private static readonly string Framework = Path.Combine(RepositoryRoot.Path, "framework");

    // By default the generator leaves out namespaces of Microsoft, where ABP has its extension methods.
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false, DenyNamespacePrefixes = [] };

    private static readonly string[] Names =
        [.. Directory.GetFiles(Framework, "*.csproj", SearchOption.AllDirectories).Select(p => Path.GetFileNameWithoutExtension(p))];

    public static TheoryData<string> Assemblies => [.. Names];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void The_public_API_is_the_approved_one(string assembly)
    {
        var approved = Path.Combine(Framework, "approved", $"{assembly}.txt");
        var api = Assembly.Load(assembly).GeneratePublicApi(Options).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("HREFCRM_ACCEPT") == "1")
            File.WriteAllText(approved, api);

        var expected = File.Exists(approved) ? File.ReadAllText(approved) : "";
        var difference = api.Split('\n').Except(expected.Split('\n')).Select(l => $"+ {l.Trim()}")
            .Concat(expected.Split('\n').Except(api.Split('\n')).Select(l => $"- {l.Trim()}"));
        (expected == api).ShouldBeTrue(
            $"The public API of {assembly} has changed:\n{string.Join('\n', difference.Take(20))}\n"
            + "If that is meant, run the tests once with HREFCRM_ACCEPT=1, and name the source of what is new in framework/approved/SOURCES.md.");
    }

    [Fact]
    public void Every_public_type_names_its_source_in_ABP_and_no_other_is_named()
    {
        var types = Names.SelectMany(TypesOf).ToList();

        types.Except(AbpPackages.OfTypes.Keys).ShouldBeEmpty();
        AbpPackages.OfTypes.Keys.Except(types).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_type_stands_in_its_package_of_ABP_or_in_one_that_this_package_needs(string assembly) =>
        TypesOf(assembly).Where(type => !AbpPackages.With(AbpPackages.OfTypes[type]).Contains(assembly)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_project_references_only_what_its_package_needs(string assembly) =>
        XDocument.Load(Path.Combine(Framework, assembly, $"{assembly}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
            .Except(AbpPackages.With(assembly)).ShouldBeEmpty();

    [Fact]
    public void No_assembly_is_approved_that_does_not_exist() =>
        Directory.GetFiles(Path.Combine(Framework, "approved"), "*.txt").Select(p => Path.GetFileNameWithoutExtension(p))
            .ShouldBe(Names, ignoreOrder: true);

    private static IEnumerable<string> TypesOf(string assembly) => Assembly.Load(assembly).GetExportedTypes().Select(t => t.FullName!);
}
