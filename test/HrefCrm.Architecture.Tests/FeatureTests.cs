using System.Text.RegularExpressions;
using Mono.Cecil;

namespace HrefCrm.Architecture.Tests;

/// <summary>Folders are features: the same in all of a module's projects, and in a graph without a circle.</summary>
public partial class FeatureTests
{
    // What all features of a module may use: the aggregate, and what they do everything with.
    private static readonly Dictionary<string, string[]> Common = new()
    {
        ["Tenancy"] = ["Tenants", "Audit"],
        ["Leads"] = ["Leads"],
        ["Identity"] = ["People", "Sessions", "Workspaces"],
    };

    private static readonly HashSet<string> Sideways =
    [
        // A tenant begins with a key.
        "HrefCrm.Tenancy: Provisioning -> ApiKeys",
        // A tenant's page shows its keys.
        "HrefCrm.Tenancy.Blazor: Tenants -> ApiKeys",
        // A new tenant's key is shown with the call that it is for.
        "HrefCrm.Tenancy.Blazor: Provisioning -> ApiKeys",
        // A code may be the second step of accepting an invite.
        "HrefCrm.Identity: Accounts -> Invites",
        // A password link is mailed.
        "HrefCrm.Identity: Accounts -> Mail",
        // An invite is mailed.
        "HrefCrm.Identity: Invites -> Mail",
        // Staff get a password link.
        "HrefCrm.Identity: Staff -> Accounts",
        // A team invites.
        "HrefCrm.Identity: Team -> Invites",
    ];

    private static readonly IReadOnlyList<(string Project, string Module, string From, string To, string Types)> Edges =
    [
        .. Il.Types.Where(t => !t.IsNested).SelectMany(EdgesOf),
    ];

    [Fact]
    public void Features_are_found()
    {
        (string, string)[] known =
            [("Tenancy", "Tenants"), ("Tenancy", "ApiKeys"), ("Leads", "Leads"), ("Leads", "Intake"), ("Identity", "Team"), ("Identity", "People")];
        known.ShouldBeSubsetOf(Features(Part.Implementation));
    }

    [Fact]
    public void Contracts_and_pages_have_no_feature_that_the_module_lacks()
    {
        Features(Part.Contracts).Except(Features(Part.Implementation)).ShouldBeEmpty();
        Features(Part.Blazor).Except(Features(Part.Implementation)).ShouldBeEmpty();
    }

    [Fact]
    public void Types_stand_in_the_namespace_of_their_folder()
    {
        var wrong =
            from project in Product.Projects.Where(p => p.Module is not null)
            from file in Directory.EnumerateFiles(project.Folder, "*.cs", SearchOption.AllDirectories)
            let path = Path.GetRelativePath(project.Folder, file).Replace('\\', '/')
            where !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal)
            let root = project.Part == Part.Contracts ? $"HrefCrm.{project.Module}" : project.Name
            let expected = path.Contains('/') ? $"{root}.{path[..path.LastIndexOf('/')].Replace('/', '.')}" : root
            where !Regex.IsMatch(File.ReadAllText(file), $@"^namespace {Regex.Escape(expected)}(;|\s)", RegexOptions.Multiline)
            select $"{project.Name}/{path}";
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Features_use_what_is_common_and_what_is_listed()
    {
        Edges.ShouldContain(e => e.Module == "Leads" && e.From == "Intake" && e.To == "Leads");
        Edges.Where(e => !Common.GetValueOrDefault(e.Module, []).Contains(e.To) && !Sideways.Contains($"{e.Project}: {e.From} -> {e.To}"))
            .Select(e => $"{e.Project}: {e.From} -> {e.To} ({e.Types})")
            .ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_listed_that_is_not_so() =>
        Sideways.Except(Edges.Select(e => $"{e.Project}: {e.From} -> {e.To}")).ShouldBeEmpty();

    [Fact]
    public void The_graph_of_features_has_no_circle()
    {
        foreach (var project in Edges.GroupBy(e => e.Project))
        {
            var left = project.Select(e => (e.From, e.To)).Distinct().ToList();
            while (left.RemoveAll(e => left.All(other => other.From != e.To)) > 0)
            {
            }

            left.Select(e => $"{project.Key}: {e.From} -> {e.To}").ShouldBeEmpty();
        }
    }

    private static IEnumerable<(string Project, string Module, string From, string To, string Types)> EdgesOf(TypeDefinition type) =>
        FeatureOf(type) is not var (module, feature)
            ? []
            : from mention in Il.MentionsOf(type)
              let other = FeatureOf(mention)
              where other is not null && other.Value.Module == module && other.Value.Feature != feature
              select (type.Module.Assembly.Name.Name, module, feature, other.Value.Feature, $"{type.Name} -> {mention.Name}");

    private static List<(string Module, string Feature)> Features(Part part) =>
    [
        .. Il.Types.Where(t => Product.Projects.Any(p => p.Part == part && p.Assembly!.GetName().Name == t.Module.Assembly.Name.Name))
            .Select(FeatureOf).OfType<(string, string)>().Distinct(),
    ];

    // The database's own folder belongs to all features.
    private static (string Module, string Feature)? FeatureOf(TypeReference type)
    {
        while (type.DeclaringType is not null)
            type = type.DeclaringType;
        return Feature().Match(type.Namespace) is { Success: true } match && Product.Projects.Any(p => p.Module == match.Groups["module"].Value)
            ? (match.Groups["module"].Value, match.Groups["feature"].Value)
            : null;
    }

    [GeneratedRegex(@"^HrefCrm\.(?<module>\w+)(\.Blazor)?\.(?!EntityFrameworkCore|Blazor)(?<feature>\w+)")]
    private static partial Regex Feature();
}
