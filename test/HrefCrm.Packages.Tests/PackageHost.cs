using System.Diagnostics;
using System.Text.RegularExpressions;

namespace HrefCrm.Packages.Tests;

/// <summary>
/// A host of <c>test/packages</c>, built from packages alone, on a database that was empty: it has migrated it and provisioned two tenants.
/// </summary>
public abstract partial class PackageHost(PackedProduct product, string name) : IAsyncLifetime
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    private readonly TaskCompletionSource<Uri> _listening = new();
    private readonly List<string> _log = [];
    private Process? _process;
    private Uri _address = null!;

    public TestDatabase Database { get; private set; } = null!;

    /// <summary>The key of the tenant <c>acme</c>.</summary>
    public string AcmeKey { get; private set; } = null!;

    /// <summary>The key of the tenant <c>other</c>.</summary>
    public string OtherKey { get; private set; } = null!;

    /// <summary>The files that the host consists of.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFiles(Path.GetDirectoryName(Program)!).Select(file => Path.GetFileName(file));

    private RestoredPackages Restored => new(product.PathOf(name));

    private string Program => product.PathOf(name, "bin", "Release", "net10.0", $"{name}.dll");

    public async Task InitializeAsync()
    {
        await product.BuildAsync(name);
        Database = await TestPostgres.CreateDatabaseAsync();
        AcmeKey = await ProvisionAsync("acme", "Acme & Sons");
        OtherKey = await ProvisionAsync("other", "The Other Firm");

        _process = product.Start("dotnet", [Program, "--urls", "http://127.0.0.1:0"], Settings);
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _listening.TrySetException(new ShouldAssertException($"{name} ended: {Log}"));
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _address = await _listening.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        await Database.DisposeAsync();
    }

    public async Task<(int Status, string Body)> SendAsync(
        HttpMethod method, string host, string path, string? key = null, string? json = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(_address, path));
        request.Headers.Host = host;
        if (key is not null)
            request.Headers.Add("X-API-Key", key);
        if (json is not null)
        {
            request.Content = new StringContent(json);
            request.Content.Headers.ContentType = new("application/json");
        }

        using var response = await Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Everything is a package, and of ours there are just these, out of the folders that were packed into.</summary>
    public void ShouldConsistOf(params string[] modules)
    {
        Restored.Kinds.ShouldBe(["package"]);
        var ours = Restored.Versions.Keys.Where(id => id.StartsWith("HrefCrm.", StringComparison.Ordinal)).ToList();
        ours.ShouldBe(modules, ignoreOrder: true);
        Files.Where(file => file.StartsWith("HrefCrm.", StringComparison.Ordinal) && file.EndsWith(".dll", StringComparison.Ordinal))
            .ShouldBe(modules.Select(id => $"{id}.dll"), ignoreOrder: true);
        foreach (var id in Restored.Versions.Keys.Where(id => product.Modules.Concat(product.Seam).Any(p => p.Id == id)))
            Restored.SourceOf(id).ShouldStartWith(product.Pack, customMessage: id);
    }

    private (string Name, string Value)[] Settings =>
    [
        ("ConnectionStrings__Default", Database.ConnectionString),
        ("Tenancy__BaseDomains__0", "crm.example"),
        ("Tenancy__PublicUrl", "https://crm.example"),
    ];

    private string Log
    {
        get
        {
            lock (_log)
                return string.Join('\n', _log);
        }
    }

    // Each provisioning migrates first, which does no harm the second time.
    private async Task<string> ProvisionAsync(string slug, string workspace) =>
        (await product.RunAsync("dotnet", [Program, "provision", slug, workspace, $"admin@{slug}.example"], Settings)).Trim();

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_log)
            _log.Add(line);
        if (Listening().Match(line) is { Success: true } match)
            _listening.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
