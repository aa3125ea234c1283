using System.IO.Compression;
using System.Reflection.Metadata;
using System.Xml.Linq;

namespace HrefCrm.Packages.Tests;

/// <summary>A package as it lies in its folder.</summary>
/// <param name="File">The file.</param>
/// <param name="Manifest">What its <c>.nuspec</c> says of it, by element.</param>
/// <param name="Dependencies">What it asks for, with the lowest version.</param>
/// <param name="Entries">The files in it.</param>
public sealed record Package(
    string File, ILookup<string, string> Manifest, IReadOnlyDictionary<string, string> Dependencies, IReadOnlyList<string> Entries)
{
    public string Id => Manifest["id"].Single();

    public string Version => Manifest["version"].Single();

    public static Package Read(string file)
    {
        using var zip = ZipFile.OpenRead(file);
        using var nuspec = zip.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single();
        return new Package(
            file,
            metadata.Elements().ToLookup(e => e.Name.LocalName, e => e.Value),
            metadata.Descendants()
                .Where(e => e.Name.LocalName == "dependency")
                .ToDictionary(e => e.Attribute("id")!.Value, e => e.Attribute("version")!.Value),
            [.. zip.Entries.Select(e => e.FullName)]);
    }

    /// <summary>The source files that the symbols name.</summary>
    public IReadOnlyList<string> ReadSources()
    {
        using var zip = ZipFile.OpenRead(Path.ChangeExtension(File, ".snupkg"));
        using var pdb = new MemoryStream();
        using (var entry = zip.GetEntry($"lib/net10.0/{Id}.pdb")!.Open())
            entry.CopyTo(pdb);
        pdb.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(pdb);
        var reader = provider.GetMetadataReader();
        return [.. reader.Documents.Select(d => reader.GetString(reader.GetDocument(d).Name))];
    }

    public override string ToString() => Id;
}
