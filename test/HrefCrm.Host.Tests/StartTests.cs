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

    [Fact]
    public async Task A_proxy_is_no_address() =>
        (await FailAsync("--Urls=http://127.0.0.1:0", Database, "--ForwardedHeaders:KnownProxies:0=proxy.local")).ShouldContain("ForwardedHeaders:KnownProxies");

    [Fact]
    public async Task It_listens_where_ASPNETCORE_URLS_says()
    {
        using var process = Start([Database], ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("ASPNETCORE_ENVIRONMENT", "Production"));
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            string? line;
            do
                line = await process.StandardOutput.ReadLineAsync(patience.Token);
            while (line?.Contains("Now listening on", StringComparison.Ordinal) == false);
            line.ShouldNotBeNull().ShouldContain("http://127.0.0.1:");
            line.ShouldNotContain(":3001");
        }
        finally
        {
            process.Kill();
        }
    }

    [Theory]
    [InlineData("http://localhost:3001")]
    [InlineData("http://127.0.0.1:4711", "--urls=http://127.0.0.1:4711")]
    public async Task Unless_told_otherwise_it_listens_on_3001(string address, params string[] arguments)
    {
        await using var app = await HostApplication.CreateAsync([Database, .. arguments]);
        app.Configuration["urls"].ShouldBe(address);
    }

    private string Database => $"--ConnectionStrings:Default={fixture.ConnectionString}";

    private static async Task<string> FailAsync(params string[] arguments)
    {
        using var process = Start(arguments);
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

        (await output).ShouldNotContain("   at ");
        process.ExitCode.ShouldBe(1, await errors);
        return (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
    }

    private static Process Start(string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
