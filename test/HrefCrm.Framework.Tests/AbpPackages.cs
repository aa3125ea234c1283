using System.Text.RegularExpressions;

namespace HrefCrm.Framework.Tests;

/// <summary>What <c>framework/approved/SOURCES.md</c> says of ABP: which package has a type, and which packages a package needs.</summary>
public static partial class AbpPackages
{
    private static readonly string Sources = File.ReadAllText(Path.Combine(TestBase.RepositoryRoot.Path, "framework", "approved", "SOURCES.md"));

    private static readonly Dictionary<string, string[]> Needs = NeedsLine().Matches(Sources)
        .ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Split(", "));

    /// <summary>ABP's package for each public type of the seam.</summary>
    public static IReadOnlyDictionary<string, string> OfTypes { get; } =
        TypeLine().Matches(Sources).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

    /// <summary>A package and all that come with it.</summary>
    public static HashSet<string> With(string package)
    {
        var all = new HashSet<string> { package };
        var open = new Stack<string>(all);
        while (open.TryPop(out var next))
        {
            foreach (var needed in Needs.GetValueOrDefault(next, []).Where(all.Add))
                open.Push(needed);
        }

        return all;
    }

    // | `Volo.Abp.Some.Type` | 10.x | framework/src/Volo.Abp.Some/... |
    [GeneratedRegex(@"^\| `([^`]+(?:`\d)?)` \| 10\.[^|]+ \| framework/src/([^/]+)/[^|]+\.cs \|$", RegexOptions.Multiline)]
    private static partial Regex TypeLine();

    // | Volo.Abp.Some | Volo.Abp.Other, Volo.Abp.Another |
    [GeneratedRegex(@"^\| (Volo\.[^| ]+) \| (Volo\.[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex NeedsLine();
}
