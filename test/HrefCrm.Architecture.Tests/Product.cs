using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HrefCrm.Architecture.Tests;

/// <summary>What part of the product a project is.</summary>
public enum Part
{
    Contracts,
    Implementation,
    Blazor,

    /// <summary>What modules share; it knows none of them.</summary>
    Shared,

    /// <summary>Host, CLI and the project that joins the modules for both: they alone may reference implementations.</summary>
    Composition,
}

/// <summary>A project and what it references, by its file and, where it was built, by its assembly's metadata.</summary>
public sealed record Project(string Name, string? Module, Part Part, IReadOnlyList<string> References, Assembly? Assembly, string Folder = "")
{
    public override string ToString() => Name;
}

/// <summary>The product's projects, found in the folders of the repository, and their assemblies, found beside the tests.</summary>
public static partial class Product
{
    public static readonly string[] Joining = ["HrefCrm.Host", "HrefCrm.Cli", "HrefCrm.Composition"];

    public static readonly string[] Shared = ["HrefCrm.Components", "HrefCrm.PostgreSql"];

    public static IReadOnlyList<Project> Projects { get; } = [.. Files("modules").Concat(Files("src")).Select(Read)];

    public static IReadOnlyList<Assembly> Assemblies { get; } = [.. Projects.Select(p => p.Assembly!)];

    /// <summary>The assemblies that clients compile against.</summary>
    public static IReadOnlyList<Assembly> ModuleAssemblies { get; } = [.. Projects.Where(p => p.Part != Part.Composition).Select(p => p.Assembly!)];

    /// <summary>Each module's schema, by the module's name.</summary>
    public static IReadOnlyList<string> Schemas { get; } = [.. Projects.Where(p => p.Part == Part.Implementation).Select(p => p.Module!.ToLowerInvariant())];

    public static IEnumerable<Type> Types => Assemblies.SelectMany(a => a.GetTypes());

    public static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), "*.csproj", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal);

    /// <summary>All that a project file references: projects and packages by their names, ABP's packages and shared frameworks too.</summary>
    public static IReadOnlyList<string> ReferencesIn(XDocument project) =>
    [
        .. project.Descendants()
            .Where(e => e.Name.LocalName is "ProjectReference" or "PackageReference" or "AbpPackage" or "FrameworkReference")
            .Select(e => e.Attribute("Include")!.Value)
            .Select(include => include.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(include.Replace('\\', '/')) : include),
    ];

    public static (string? Module, Part Part) Classify(string name) => Joining.Contains(name)
        ? (null, Part.Composition)
        : Shared.Contains(name) ? (null, Part.Shared)
        : ModuleProject().Match(name) is { Success: true } match
            ? (match.Groups["module"].Value, match.Groups["part"].Value switch
            {
                "" => Part.Implementation,
                var part => Enum.Parse<Part>(part),
            })
            : throw new InvalidOperationException($"{name} is no kind of project that the rules know: HrefCrm.<Module>[.Contracts|.Blazor], or one of {string.Join(", ", Joining.Concat(Shared))}.");

    private static Project Read(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var (module, part) = Classify(name);
        var xml = XDocument.Load(file);
        var assemblyName = xml.Descendants("AssemblyName").SingleOrDefault()?.Value ?? name;
        var assembly = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, assemblyName + ".dll"));
        return new Project(name, module, part, [.. ReferencesIn(xml), .. assembly.GetReferencedAssemblies().Select(a => a.Name!)], assembly, Path.GetDirectoryName(file)!);
    }

    [GeneratedRegex(@"^HrefCrm\.(?<module>\w+)(\.(?<part>Contracts|Blazor))?\z")]
    private static partial Regex ModuleProject();
}
