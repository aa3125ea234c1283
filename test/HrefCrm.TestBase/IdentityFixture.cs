using System.Security.Claims;
using HrefCrm.Identity;
using HrefCrm.Identity.Team;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Security.Claims;

namespace HrefCrm.TestBase;

/// <summary>
/// A migrated database with two tenants, a host on it, and a folder that it mails to. Tests work with people of their own.
/// </summary>
public sealed class IdentityFixture : IAsyncLifetime
{
    public const string StaffHost = $"{Tenant.BaseDomain}:3001";
    public const string Password = "correct horse battery";
    public const string AboutPassword = "Set a new password";
    public const string AboutInvite = "You are invited";

    private readonly DirectoryInfo _mails = Directory.CreateTempSubdirectory("hrefcrm-mails-");

    private int _browsers;

    public TestDatabase Database { get; private set; } = null!;

    public TestHost Host { get; private set; } = null!;

    public Cli Cli { get; private set; } = null!;

    public Tenant Acme { get; private set; } = null!;

    public Tenant BigFirm { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await MigratedDatabase.CreateAsync();
        Cli = new Cli(Database.ConnectionString);
        (Acme, BigFirm) = (await ProvisionAsync(), await ProvisionAsync());
        Host = await TestHost.StartAsync(
            Database.ConnectionString,
            "Environment=Development",
            $"Mail:Folder={_mails.FullName}",
            "Mail:From=no-reply@example.com",
            "ForwardedHeaders:KnownProxies:0=127.0.0.1");
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Database.DisposeAsync();
        _mails.Delete(recursive: true);
    }

    public Task<Tenant> ProvisionAsync() => Cli.ProvisionAsync();

    public static string NewEmail() => $"{Guid.NewGuid():N}@example.com";

    /// <summary>Somebody with a browser, on a network of their own.</summary>
    public Browser NewBrowser(string? address = null)
    {
        var number = Interlocked.Increment(ref _browsers);
        return new Browser(Host.Address, address: address ?? $"10.{number >> 16}.{number >> 8 & 255}.{number & 255}");
    }

    /// <summary>Makes a member with an account, by an invite's link that was shown.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="email">Whom; null for somebody new.</param>
    /// <param name="isConfirmed">Whether they have shown that the address is theirs.</param>
    public async Task<Member> AddMemberAsync(Tenant workspace, string? email = null, bool isConfirmed = true)
    {
        email ??= NewEmail();
        var link = await InviteAsync(workspace, email);
        var browser = NewBrowser();
        await browser.SubmitAsync(await browser.GetAsync(link), "accept-as-new", ("New.NewPassword", Password));
        (await browser.IsSignedInAsync(workspace.Host)).ShouldBeTrue();
        if (isConfirmed)
            await Database.ExecuteAsync($"UPDATE identity.people SET email_confirmed_at = now() WHERE email = '{email}' AND NOT is_staff");
        return new Member(await FindPersonAsync(email), email, workspace, browser);
    }

    /// <summary>Invites somebody as a member, as the workspace's team page does.</summary>
    public async Task<Uri> InviteAsync(Tenant workspace, string email)
    {
        var admin = Member.PrincipalOf(workspace, Guid.NewGuid(), workspace.AdminEmail);
        var input = new InviteInput { Email = email, Role = WorkspaceRole.Member };
        return (await InTenantAsync(workspace.Id, admin, services => services.GetRequiredService<ITeamAppService>().InviteAsync(input))).Link;
    }

    /// <summary>Makes HREF staff with a password.</summary>
    public async Task<Browser> AddStaffAsync(string email)
    {
        var link = new Uri((await Cli.RunAsync("staff", "add", email)).GetProperty("link").GetString()!);
        var browser = NewBrowser();
        await browser.SubmitAsync(await browser.GetAsync(link), "reset-password", ("Input.NewPassword", Password));
        await browser.SignInAsync(StaffHost, email, Password);
        (await browser.IsSignedInAsync(StaffHost)).ShouldBeTrue();
        return browser;
    }

    public async Task<Guid> FindPersonAsync(string email) =>
        (await Database.QueryAsync<Guid>($"SELECT id FROM identity.people WHERE email = '{email}' AND NOT is_staff")).Single();

    public Task<T> InTenantAsync<T>(Guid? tenant, ClaimsPrincipal principal, Func<IServiceProvider, Task<T>> work) => Host.CallAsync(tenant, principal, work);

    public Task InTenantAsync(Guid? tenant, ClaimsPrincipal principal, Func<IServiceProvider, Task> work) => Host.CallAsync(tenant, principal, async services =>
    {
        await work(services);
        return true;
    });

    /// <summary>Waits for a mail to an address, and takes it.</summary>
    /// <param name="to">The address.</param>
    /// <param name="about">How its subject begins.</param>
    public async Task<string> TakeMailAsync(string to, string about = AboutPassword)
    {
        string? mail = null;
        await Until.TrueAsync(
            () =>
            {
                var file = FindMail(to, about);
                if (file is not null)
                {
                    mail = File.ReadAllText(file.FullName);
                    file.Delete();
                }

                return Task.FromResult(mail is not null);
            },
            TimeSpan.FromSeconds(20));
        return mail!;
    }

    public bool HasMail(string to, string about = AboutPassword) => FindMail(to, about) is not null;

    private FileInfo? FindMail(string to, string about) => _mails.EnumerateFiles("*.eml").FirstOrDefault(f =>
        File.ReadAllText(f.FullName) is var mail
        && mail.Contains($"To: {to}", StringComparison.Ordinal)
        && mail.Contains($"Subject: {about}", StringComparison.Ordinal));
}

/// <summary>A person who is a member, signed in with a browser.</summary>
public sealed record Member(Guid PersonId, string Email, Tenant Workspace, Browser Browser)
{
    public ClaimsPrincipal Principal => PrincipalOf(Workspace, PersonId, Email);

    /// <summary>A member as a page knows them.</summary>
    public static ClaimsPrincipal PrincipalOf(Tenant workspace, Guid personId, string email) => new(new ClaimsIdentity(
        [
            new(AbpClaimTypes.UserId, personId.ToString()),
            new(AbpClaimTypes.UserName, email),
            new(AbpClaimTypes.TenantId, workspace.Id.ToString()),
            new(IdentityClaimTypes.Session, Guid.NewGuid().ToString()),
        ],
        "test"));
}
