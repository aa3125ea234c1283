using System.Diagnostics;
using System.Globalization;

namespace HrefCrm.Host.Tests;

/// <summary>A host that cannot start says why in one line on standard error, and ends.</summary>
[Collection(SharedHost.Name)]
public class StartTests(HostFixture fixture)
{
    // Tests and host are built alike: bin/<configuration>/<framework>.
    private static readonly string Program = Path.Combine(
        [RepositoryRoot.Path, "src", "HrefCrm.Host", "bin", .. AppContext.BaseDirectory.TrimEnd('/').Split('/')[^2..], "HrefCrm.Host.dll"]);

    [Fact]
    public async Task The_port_is_taken() =>
        (await FailAsync($"--Urls=http://127.0.0.1:{fixture.Host.Address.Port}", Database))
            .ShouldContain(fixture.Host.Address.Port.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public async Task No_database_is_configured() => (await FailAsync("--Urls=http://127.0.0.1:0")).ShouldContain("ConnectionStrings__Default");

    [Theory]
    [InlineData("")]
    [InlineData("localtest.me")]
    [InlineData("localtest.me:3001")]
    [InlineData("http://127.0.0.1:3001")]
    public async Task The_public_address_is_none(string url) =>
        (await FailAsync("--Urls=http://127.0.0.1:0", Database, $"--Tenancy:PublicUrl={url}")).ShouldContain("Tenancy:PublicUrl");

    [Fact]
    public async Task A_setting_is_no_number() =>
        (await FailAsync("--Urls=http://127.0.0.1:0", Database, "--Leads:MaxBodyBytes=much")).ShouldContain("Leads:MaxBodyBytes");

    private string Database => $"--ConnectionStrings:Default={fixture.ConnectionString}";

    private static async Task<string> FailAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            process.Kill();
        }

        await output;
        process.ExitCode.ShouldBe(1, await errors);
        return (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
    }
}
