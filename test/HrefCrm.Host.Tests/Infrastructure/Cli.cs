using System.Diagnostics;
using System.Text.Json;
using HrefCrm.TestBase;

namespace HrefCrm.Host.Tests.Infrastructure;

/// <summary>The real CLI, in a process of its own.</summary>
/// <param name="connectionString">The database.</param>
/// <param name="publicUrl">Where the links that it prints lead.</param>
public sealed class Cli(string connectionString, string publicUrl = $"http://{Tenant.BaseDomain}:3001")
{
    // Tests and CLI are built alike: bin/<configuration>/<framework>.
    private static readonly string Path = System.IO.Path.Combine(
        [RepositoryRoot.Path, "src", "HrefCrm.Cli", "bin", .. AppContext.BaseDirectory.TrimEnd('/').Split('/')[^2..], "hrefcrm.dll"]);

    public async Task<Tenant> ProvisionAsync(string? slug = null)
    {
        var made = await RunAsync("provision", slug ?? Tenant.NewSlug(), "Some Family Law", "admin@example.com");
        return new Tenant(made.GetProperty("id").GetGuid(), made.GetProperty("slug").GetString()!, made.GetProperty("apiKey").GetString()!);
    }

    /// <returns>The new key.</returns>
    public async Task<string> RotateAsync(Tenant tenant, string grace) =>
        (await RunAsync("keys", "rotate", tenant.Slug, "--grace", grace)).GetProperty("apiKey").GetString()!;

    public Task RevokeAsync(Tenant tenant) => RunAsync("keys", "revoke", tenant.Slug, tenant.ApiKey[^4..]);

    /// <summary>Runs a command to its end and reads the JSON that it prints.</summary>
    public async Task<JsonElement> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path, .. arguments, "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ConnectionStrings__Default"] = connectionString,
                ["DOTNET_ENVIRONMENT"] = "Development",
                ["Tenancy__PublicUrl"] = publicUrl,
            },
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return JsonSerializer.Deserialize<JsonElement>(await output);
    }
}
