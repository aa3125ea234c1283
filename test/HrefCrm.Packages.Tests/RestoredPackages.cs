using System.Text.Json;

namespace HrefCrm.Packages.Tests;

/// <summary>What a project was restored with, from its <c>project.assets.json</c>.</summary>
public sealed class RestoredPackages
{
    private readonly JsonElement _assets;

    /// <param name="project">The project's folder.</param>
    public RestoredPackages(string project)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(project, "obj", "project.assets.json")));
        _assets = document.RootElement.Clone();
    }

    /// <summary>Packages and projects alike: each one's version, by its id.</summary>
    public IReadOnlyDictionary<string, string> Versions => Libraries.ToDictionary(l => l.Name.Split('/')[0], l => l.Name.Split('/')[1]);

    /// <summary>Whether everything is a package: <c>package</c> or <c>project</c> is what NuGet knows.</summary>
    public IEnumerable<string> Kinds => Libraries.Select(l => l.Value.GetProperty("type").GetString()!).Distinct();

    /// <summary>The folder or server that a package was taken from.</summary>
    public string SourceOf(string id)
    {
        var library = Libraries.Single(l => l.Name.StartsWith(id + '/', StringComparison.Ordinal));
        var folder = _assets.GetProperty("packageFolders").EnumerateObject().Single().Name;
        var file = Path.Combine(folder, library.Value.GetProperty("path").GetString()!, ".nupkg.metadata");
        using var metadata = JsonDocument.Parse(File.ReadAllBytes(file));
        return metadata.RootElement.GetProperty("source").GetString()!;
    }

    private IEnumerable<JsonProperty> Libraries => _assets.GetProperty("libraries").EnumerateObject();
}
