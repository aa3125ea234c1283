using System.Text.Json;

namespace HrefCrm.TestBase;

/// <summary>The real CLI on a database, with commands that must succeed.</summary>
/// <param name="connectionString">The database.</param>
/// <param name="publicUrl">Where the links that it prints lead.</param>
public sealed class Cli(string connectionString, string publicUrl = $"http://{Tenant.BaseDomain}:3001")
{
    public async Task<Tenant> ProvisionAsync(string? slug = null, string? name = null, string? adminEmail = null)
    {
        slug ??= Tenant.NewSlug();
        adminEmail ??= $"admin@{slug}.example";
        var made = await RunAsync("provision", slug, name ?? $"The {slug} firm", adminEmail);
        return new Tenant(
            made.GetProperty("id").GetGuid(), slug, made.GetProperty("apiKey").GetString()!, new Uri(made.GetProperty("inviteUrl").GetString()!), adminEmail);
    }

    /// <returns>The new key.</returns>
    public async Task<string> RotateAsync(Tenant tenant, string grace) =>
        (await RunAsync("keys", "rotate", tenant.Slug, "--grace", grace)).GetProperty("apiKey").GetString()!;

    public Task RevokeAsync(Tenant tenant) => RunAsync("keys", "revoke", tenant.Slug, tenant.LastFour);

    /// <summary>Runs a command to its end and reads the JSON that it prints.</summary>
    public async Task<JsonElement> RunAsync(params string[] arguments) => (await Terminal.RunWithAsync(
        [new("ConnectionStrings__Default", connectionString), new("Tenancy__PublicUrl", publicUrl)], [.. arguments, "--json"])).ShouldGiveJson();
}
