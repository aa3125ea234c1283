using System.Diagnostics;
using System.Xml.Linq;

// Packages are made and restored in folders that all tests share.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace HrefCrm.Packages.Tests;

/// <summary>
/// What <c>./dev pack</c> makes of the product, and a copy of <c>test/packages</c>, in a folder outside of the repository. A build there sees
/// no other packages of ours, and none of an earlier run.
/// </summary>
public sealed class PackedProduct : IAsyncLifetime
{
    private static readonly XDocument Common = XDocument.Load(Path.Combine(RepositoryRoot.Path, "common.props"));

    // Kept, so that everybody else's packages are fetched once.
    private readonly string _restored = Path.Combine(RepositoryRoot.Path, ".data", "test-packages");
    private readonly string _root = Directory.CreateTempSubdirectory("hrefcrm-packages-").FullName;

    /// <summary>ABP's version.</summary>
    public static string AbpVersion { get; } = Common.Descendants("AbpVersion").Single().Value;

    /// <summary>The version of what stands in for ABP.</summary>
    public static string SeamVersion { get; } = AbpVersion + ".1";

    /// <summary>The product's version.</summary>
    public static string Version { get; } = Common.Descendants("Version").Single().Value;

    /// <summary>Whether the product was built with what stands in for ABP.</summary>
    public bool IsBundled => Seam.Count > 0;

    /// <summary>The packages of modules and of what they share.</summary>
    public IReadOnlyList<Package> Modules { get; private set; } = [];

    /// <summary>The packages that stand in for ABP.</summary>
    public IReadOnlyList<Package> Seam { get; private set; } = [];

    /// <summary>The folder that <c>./dev pack</c> filled.</summary>
    public string Pack => Path.Combine(_root, ".data", "pack");

    public async Task InitializeAsync()
    {
        await RunAsync(Path.Combine(RepositoryRoot.Path, "dev"), ["pack", Pack]);
        (Modules, Seam) = (Read("packages"), Read("seam"));

        var restored = Directory.CreateDirectory(_restored);
        foreach (var ours in restored.GetDirectories("hrefcrm.*").Concat(restored.GetDirectories("volo.abp.*")))
            ours.Delete(recursive: true);
        var examples = Path.Combine(RepositoryRoot.Path, "test", "packages");
        foreach (var file in Directory.EnumerateFiles(examples, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(examples, file);
            if (!path.Split('/').Any(part => part is "bin" or "obj"))
                await WriteAsync(path, Adapt(await File.ReadAllTextAsync(file)));
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Writes a file beside the copied hosts.</summary>
    public Task WriteAsync(string path, string text)
    {
        var file = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return File.WriteAllTextAsync(file, text);
    }

    /// <summary>A path beside the copied hosts.</summary>
    public string PathOf(params string[] parts) => Path.Combine([_root, "test", "packages", .. parts]);

    /// <summary>Builds one of the copied hosts; a warning is a failure.</summary>
    public Task BuildAsync(string host) => RunAsync("dotnet", ["build", PathOf(host), "-c", "Release", "-v", "quiet", "-warnaserror"]);

    /// <summary>Restores a project beside the copied hosts.</summary>
    public Task RestoreAsync(string project, params string[] arguments) =>
        RunAsync("dotnet", ["restore", PathOf(project), "-v", "quiet", .. arguments]);

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote on standard output.</returns>
    public async Task<string> RunAsync(string program, string[] arguments, params (string Name, string Value)[] settings)
    {
        using var process = Start(program, arguments, settings);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {await output}{await errors}");
        return await output;
    }

    /// <summary>Starts a program with no settings but those given.</summary>
    public Process Start(string program, string[] arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfThisProcessAlone).ToList())
            start.Environment.Remove(name);
        if (program == "dotnet")
            start.Environment["NUGET_PACKAGES"] = _restored;
        // What goes on running would keep the output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    // Settings, and what a build that runs the tests tells its tasks.
    private static bool IsOfThisProcessAlone(string name) => name is "ASPNETCORE_ENVIRONMENT" or "ASPNETCORE_URLS" or "DOTNET_ENVIRONMENT"
        || name.Contains("__", StringComparison.Ordinal)
        || name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);

    // Packages that were compiled against ABP itself are taken with ABP itself.
    private string Adapt(string text) => IsBundled ? text : text
        .Replace($"{Version}-bundled", Version, StringComparison.Ordinal)
        .Replace(SeamVersion, AbpVersion, StringComparison.Ordinal);

    private List<Package> Read(string set) => Directory.Exists(Path.Combine(Pack, set))
        ? [.. Directory.EnumerateFiles(Path.Combine(Pack, set), "*.nupkg").Order(StringComparer.Ordinal).Select(Package.Read)]
        : [];
}

/// <summary>The tests that share the packages.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPackages : ICollectionFixture<PackedProduct>
{
    public const string Name = "One pack";
}
