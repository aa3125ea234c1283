using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using HrefCrm.TestBase;

namespace HrefCrm.Framework.Tests;

/// <summary>The product's projects as NuGet would see them with <c>AbpSource=nuget</c>. MSBuild tells; nothing is restored.</summary>
public sealed class NugetGraphFixture : IAsyncLifetime
{
    private readonly string _file = Path.Combine(AppContext.BaseDirectory, $"{Guid.NewGuid()}.dgspec.json");

    /// <summary>What each project of <c>src/</c> and <c>modules/</c> asks for, by the project's file.</summary>
    public IReadOnlyDictionary<string, JsonElement> Projects { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        // It references every project of the product.
        var entry = Path.Combine(RepositoryRoot.Path, "test", "HrefCrm.Architecture.Tests", "HrefCrm.Architecture.Tests.csproj");
        string[] arguments =
            ["msbuild", entry, "-nologo", "-nodeReuse:false", "-t:GenerateRestoreGraphFile", $"-p:RestoreGraphOutputPath={_file}", "-p:AbpSource=nuget"];
        using var msbuild = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var output = await msbuild.StandardOutput.ReadToEndAsync();
        await msbuild.WaitForExitAsync();
        msbuild.ExitCode.ShouldBe(0, output);

        var all = JsonDocument.Parse(await File.ReadAllTextAsync(_file)).RootElement.GetProperty("projects").EnumerateObject().ToList();
        all.ShouldNotContain(p => p.Name.Contains("/framework/"));
        Projects = all.Where(p => !p.Name.Contains("/test/")).ToDictionary(p => p.Name, p => p.Value.GetProperty("frameworks").GetProperty("net10.0"));
    }

    public Task DisposeAsync()
    {
        File.Delete(_file);
        return Task.CompletedTask;
    }
}

/// <summary>With real packages each project asks for ABP's by their names and version, and nothing of the seam's is among them.</summary>
public class NugetGraphTests(NugetGraphFixture graph) : IClassFixture<NugetGraphFixture>
{
    private static readonly string[] Folders = ["src", "modules"];

    [Fact]
    public void The_graph_holds_every_project_of_the_product() =>
        graph.Projects.Keys.ShouldBe(
            Folders.SelectMany(f => Directory.GetFiles(Path.Combine(RepositoryRoot.Path, f), "*.csproj", SearchOption.AllDirectories)),
            ignoreOrder: true);

    [Fact]
    public void Each_project_asks_for_the_packages_that_it_names_ABPs_among_them_and_for_no_other()
    {
        var abpVersion = Load("common.props").Descendants("AbpVersion").Single().Value;
        var pins = Pins("Directory.Packages.props");
        foreach (var (file, framework) in graph.Projects)
        {
            var project = XDocument.Load(file);
            var named = Includes(project, "AbpPackage").Select(p => (p, $"[{abpVersion}, )"))
                .Concat(Includes(project, "PackageReference").Select(p => (p, $"[{pins[p]}, )")));

            Asked(framework).ShouldBe(named, ignoreOrder: true, Path.GetFileName(file));
        }
    }

    // Central versions are pins for what comes with a package as well.
    [Fact]
    public void No_version_is_pinned_that_only_the_seam_needs()
    {
        var pins = Pins("framework/Directory.Packages.props").Keys.ToList();
        pins.ShouldContain("Castle.Core");
        foreach (var (file, framework) in graph.Projects)
        {
            var central = framework.GetProperty("centralPackageVersions").EnumerateObject().Select(p => p.Name).ToList();
            central.ShouldContain("Npgsql");
            central.Intersect(pins).ShouldBeEmpty(Path.GetFileName(file));
        }
    }

    // What the SDK adds by itself is not the project's.
    private static IEnumerable<(string Name, string Version)> Asked(JsonElement framework) =>
        framework.TryGetProperty("dependencies", out var dependencies)
            ? dependencies.EnumerateObject()
                .Where(d => !d.Value.TryGetProperty("autoReferenced", out _))
                .Select(d => (d.Name, d.Value.GetProperty("version").GetString()!))
            : [];

    private static Dictionary<string, string> Pins(string file) =>
        Load(file).Descendants("PackageVersion").ToDictionary(e => e.Attribute("Include")!.Value, e => e.Attribute("Version")!.Value);

    private static XDocument Load(string file) => XDocument.Load(Path.Combine(RepositoryRoot.Path, file));

    private static IEnumerable<string> Includes(XDocument project, string item) => project.Descendants(item).Select(e => e.Attribute("Include")!.Value);
}
