using System.Reflection;
using System.Text.RegularExpressions;
using HrefCrm.TestBase;
using PublicApiGenerator;

namespace HrefCrm.Framework.Tests;

/// <summary>The seam's public API changes only on purpose, and each of its types names where ABP has it.</summary>
public partial class ApprovedApiTests
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
        var received = Path.Combine(AppContext.BaseDirectory, $"{assembly}.received.txt");
        var api = Assembly.Load(assembly).GeneratePublicApi(Options).ReplaceLineEndings("\n") + "\n";
        File.WriteAllText(received, api);

        var expected = File.Exists(approved) ? File.ReadAllText(approved) : "";
        var difference = api.Split('\n').Except(expected.Split('\n')).Select(l => $"+ {l.Trim()}")
            .Concat(expected.Split('\n').Except(api.Split('\n')).Select(l => $"- {l.Trim()}"));
        (expected == api).ShouldBeTrue(
            $"The public API of {assembly} has changed:\n{string.Join('\n', difference.Take(20))}\n"
            + $"If that is meant: cp '{received}' '{approved}', and name the source of what is new in framework/approved/SOURCES.md.");
    }

    [Fact]
    public void Every_public_type_names_its_source_in_ABP_and_no_other_is_named()
    {
        var types = Names.SelectMany(name => Assembly.Load(name).GetExportedTypes()).Select(t => t.FullName!).Order(StringComparer.Ordinal);
        var named = SourceLine().Matches(File.ReadAllText(Path.Combine(Framework, "approved", "SOURCES.md"))).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal);

        named.ShouldBe(types);
    }

    [Fact]
    public void No_assembly_is_approved_that_does_not_exist() =>
        Directory.GetFiles(Path.Combine(Framework, "approved"), "*.txt").Select(p => Path.GetFileNameWithoutExtension(p))
            .ShouldBe(Names, ignoreOrder: true);

    // | `Volo.Abp.Some.Type` | 10.x | framework/src/... |
    [GeneratedRegex(@"^\| `([^`]+(?:`\d)?)` \| 10\.[^|]+ \| [^|]+\.cs[^|]* \|$", RegexOptions.Multiline)]
    private static partial Regex SourceLine();
}
