using System.Text.Json;

namespace HrefCrm.Architecture.Tests;

/// <summary>ABP's solution metadata lists every project, so that its tools see what is there.</summary>
public class SolutionTests
{
    // The package hosts are projects of their own, apart from the solution.
    private static readonly IReadOnlyList<string> Projects =
    [
        .. new[] { "src", "test", "modules" }.SelectMany(Product.Files)
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'))
            .Where(path => !path.StartsWith("test/packages/", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Every_project_is_an_ABP_package()
    {
        Projects.Count.ShouldBeGreaterThan(20);
        Projects.Where(p => !File.Exists(Path.Combine(RepositoryRoot.Path, Path.ChangeExtension(p, ".abppkg")))).ShouldBeEmpty();
    }

    [Fact]
    public void The_packages_that_are_listed_are_the_projects()
    {
        var listed =
            from module in ModuleFiles()
            from package in Read(module).GetProperty("packages").EnumerateObject()
            select Path.GetRelativePath(RepositoryRoot.Path, Path.Combine(Path.GetDirectoryName(module)!, package.Value.GetProperty("path").GetString()!)).Replace('\\', '/');
        listed.ShouldBe(Projects.Select(p => Path.ChangeExtension(p, ".abppkg")), ignoreOrder: true);
    }

    [Fact]
    public void The_modules_that_are_listed_are_those_there_are()
    {
        var modules = ModuleFiles().Select(f => Path.GetRelativePath(RepositoryRoot.Path, f).Replace('\\', '/')).ToList();
        PathsIn("HrefCrm.abpsln", "modules").ShouldBe(modules, ignoreOrder: true);
    }

    private static IEnumerable<string> PathsIn(string file, string list) =>
        Read(Path.Combine(RepositoryRoot.Path, file)).GetProperty(list).EnumerateObject().Select(m => m.Value.GetProperty("path").GetString()!);

    private static IEnumerable<string> ModuleFiles() =>
        Directory.EnumerateFiles(RepositoryRoot.Path, "*.abpmdl")
            .Concat(Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "modules"), "*.abpmdl", SearchOption.AllDirectories));

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(file)).RootElement;
}
