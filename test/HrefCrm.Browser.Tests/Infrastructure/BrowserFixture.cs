using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using HrefCrm.Identity;
using HrefCrm.Tenancy.Provisioning;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Browser.Tests.Infrastructure;

/// <summary>One Chromium, and a host on a migrated database that it visits. Tests work with tenants and people of their own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    public const string Password = "correct horse battery";

    private readonly DirectoryInfo _mails = Directory.CreateTempSubdirectory("hrefcrm-mails-");
    private IPlaywright _playwright = null!;

    public TestDatabase Database { get; private set; } = null!;

    public TestHost Host { get; private set; } = null!;

    public Cli Cli { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>All that the host logs, at every level.</summary>
    public CapturedLog Log { get; } = new();

    /// <summary>Keys, passwords and tokens that were in use.</summary>
    public ConcurrentBag<string> Secrets { get; } = [Password];

    /// <summary>HREF's own side.</summary>
    public Uri BareUrl { get; private set; } = null!;

    /// <summary>The cookies of somebody of HREF's staff, for tests that are not about signing in and do not sign out.</summary>
    public string StaffState { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await MigratedDatabase.CreateAsync();
        BareUrl = new Uri($"http://{Tenant.BaseDomain}:{FindFreePort()}");
        Cli = new Cli(Database.ConnectionString, BareUrl.ToString());
        Host = await StartHostAsync(BareUrl.ToString());
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(15_000);
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = FindChromium(),
            Args =
            [
                $"--host-resolver-rules=MAP *.{Tenant.BaseDomain} 127.0.0.1,MAP {Tenant.BaseDomain} 127.0.0.1",
                "--no-proxy-server",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        });

        await using var staff = await Visitor.ComeAsync(Browser, BareUrl);
        await staff.BecomeStaffAsync(await AddStaffAsync("sam@href.example"), "sam@href.example");
        StaffState = await staff.Context.StorageStateAsync();
    }

    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        await Host.DisposeAsync();
        await Database.DisposeAsync();
        Log.Dispose();
        _mails.Delete(recursive: true);
    }

    /// <summary>A second host over the same database.</summary>
    public Task<TestHost> StartAnotherHostAsync() => StartHostAsync("http://127.0.0.1:0");

    private Task<TestHost> StartHostAsync(string url) => TestHost.StartAsync(
        Database.ConnectionString,
        Log,
        "Environment=Development",
        "Logging:LogLevel:Default=Trace",
        "Logging:LogLevel:Microsoft=Trace",
        "Logging:LogLevel:Volo.Abp=Trace",
        $"Urls=http://127.0.0.1:{new Uri(url).Port}",
        $"Tenancy:PublicUrl={BareUrl}",
        $"Mail:Folder={_mails.FullName}",
        "Mail:From=no-reply@example.com");

    public static string NewEmail() => $"{Guid.NewGuid():N}@example.com";

    /// <returns>The link that the terminal prints.</returns>
    public async Task<Uri> AddStaffAsync(string email)
    {
        var link = new Uri((await Cli.RunAsync("staff", "add", email)).GetProperty("link").GetString()!);
        Secrets.Add(link.Query.Split("token=")[1]);
        return link;
    }

    /// <summary>Provisions a tenant past the pages, and waits until the host knows it.</summary>
    public async Task<Tenant> ProvisionAsync(string name = "Some Family Law", string? slug = null, string? email = null)
    {
        (slug, email) = (slug ?? Tenant.NewSlug(), email ?? NewEmail());
        var made = await OnBareDomainAsync(services => services.GetRequiredService<IProvisioningAppService>()
            .ProvisionAsync(new ProvisionTenantInput { Slug = slug, Name = name, AdminEmail = email }));
        var workspace = new Tenant(made.Id, slug, made.ApiKey, made.InviteUrl!, email);
        Secrets.Add(workspace.ApiKey);
        Secrets.Add(workspace.Invite.Segments[^1]);
        await UntilKnownAsync(workspace);
        return workspace;
    }

    /// <summary>Waits until the host knows a tenant.</summary>
    public async Task UntilKnownAsync(Tenant tenant) => await Until.TrueAsync(
        async () => (await Host.SendOutsideApiAsync(new Request(tenant) { Method = HttpMethod.Get, Path = "/", Key = null, ContentType = null, Body = null })).Status == 200,
        TimeSpan.FromSeconds(5));

    /// <summary>Calls an application service as HREF's staff do.</summary>
    public async Task<T> OnBareDomainAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        ClaimsIdentity staff = new(
            [
                new(AbpClaimTypes.UserId, Guid.NewGuid().ToString()),
                new(AbpClaimTypes.UserName, "sam@href.example"),
                new(AbpClaimTypes.Email, "sam@href.example"),
                new(IdentityClaimTypes.Session, Guid.NewGuid().ToString()),
                new(IdentityClaimTypes.Staff, "true"),
            ],
            "test");
        return await Host.CallAsync(null, new ClaimsPrincipal(staff), work);
    }

    /// <summary>Waits for the mail to an address with a link to a new password.</summary>
    public async Task<string> ReadMailAsync(string to)
    {
        string? mail = null;
        await Until.TrueAsync(
            async () =>
            {
                var texts = await Task.WhenAll(_mails.EnumerateFiles("*.eml").Select(f => File.ReadAllTextAsync(f.FullName)));
                mail = texts.FirstOrDefault(t =>
                    t.Contains($"To: {to}", StringComparison.Ordinal) && t.Contains("Subject: Set a new password", StringComparison.Ordinal));
                return mail is not null;
            },
            TimeSpan.FromSeconds(20));
        return mail!;
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindChromium() =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("Chromium is needed for the browser tests: sudo apt-get install chromium");
}

/// <summary>The tests that share one browser.</summary>
[CollectionDefinition(Name)]
public sealed class SharedBrowser : ICollectionFixture<BrowserFixture>
{
    public const string Name = "One browser";
}
