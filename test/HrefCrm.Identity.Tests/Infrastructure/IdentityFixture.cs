using System.Security.Claims;
using HrefCrm.TestBase;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Identity.Tests.Infrastructure;

/// <summary>
/// A migrated database with two tenants, a host on it, and a folder that it mails to. Tests work with people of their own.
/// </summary>
public sealed class IdentityFixture : IAsyncLifetime
{
    public const string StaffHost = $"{Tenant.BaseDomain}:3001";
    public const string Password = "correct horse battery";

    private readonly DirectoryInfo _mails = Directory.CreateTempSubdirectory("hrefcrm-mails-");

    public TestDatabase Database { get; private set; } = null!;

    public TestHost Host { get; private set; } = null!;

    public Cli Cli { get; private set; } = null!;

    public Workspace Acme { get; private set; } = null!;

    public Workspace BigFirm { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await TestPostgres.CreateDatabaseAsync();
        await HostFixture.MigrateAsync(Database.ConnectionString);
        Cli = new Cli(Database.ConnectionString);
        (Acme, BigFirm) = (await ProvisionAsync(), await ProvisionAsync());
        Host = await TestHost.StartAsync(Database.ConnectionString, "Environment=Development", $"Mail:Folder={_mails.FullName}", "Mail:From=no-reply@example.com");
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Database.DisposeAsync();
        _mails.Delete(recursive: true);
    }

    public async Task<Workspace> ProvisionAsync()
    {
        var slug = Tenant.NewSlug();
        var made = await Cli.RunAsync("provision", slug, $"The {slug} firm", $"admin@{slug}.example");
        return new Workspace(
            made.GetProperty("id").GetGuid(), slug, made.GetProperty("apiKey").GetString()!, new Uri(made.GetProperty("inviteUrl").GetString()!));
    }

    public static string NewEmail() => $"{Guid.NewGuid():N}@example.com";

    public Browser NewBrowser() => new(Host.Address);

    /// <summary>Makes a member with an account, by an invite.</summary>
    public async Task<Member> AddMemberAsync(Workspace workspace, string? email = null)
    {
        email ??= NewEmail();
        var link = await InviteAsync(workspace, email);
        var browser = NewBrowser();
        await browser.SubmitAsync(await browser.GetAsync(link), "accept-as-new", ("New.NewPassword", Password));
        (await browser.IsSignedInAsync(workspace.Host)).ShouldBeTrue();
        return new Member(await FindPersonAsync(email), email, workspace, browser);
    }

    /// <summary>Makes an invite as HREF does, past the pages.</summary>
    public Task<Uri> InviteAsync(Workspace workspace, string email) => InTenantAsync(null, new ClaimsPrincipal(), async services =>
    {
        var (_, token) = await services.GetRequiredService<Domain.InviteManager>().CreateAsync(workspace.Id, email, WorkspaceRole.Member, null);
        return new Uri($"http://{workspace.Host}/invite/{token}");
    });

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

    /// <summary>Works as the pages do: at a tenant's host, as somebody, in one unit of work.</summary>
    public async Task<T> InTenantAsync<T>(Guid? tenant, ClaimsPrincipal principal, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        using (scope.ServiceProvider.GetRequiredService<ICurrentTenant>().Change(tenant))
        using (scope.ServiceProvider.GetRequiredService<ICurrentPrincipalAccessor>().Change(principal))
        {
            using var unitOfWork = scope.ServiceProvider.GetRequiredService<Volo.Abp.Uow.IUnitOfWorkManager>()
                .Begin(new Volo.Abp.Uow.AbpUnitOfWorkOptions(isTransactional: true), requiresNew: true);
            var result = await work(scope.ServiceProvider);
            await unitOfWork.CompleteAsync();
            return result;
        }
    }

    public Task InTenantAsync(Guid? tenant, ClaimsPrincipal principal, Func<IServiceProvider, Task> work) => InTenantAsync(tenant, principal, async services =>
    {
        await work(services);
        return true;
    });

    /// <summary>Waits for the mail to an address, and takes it.</summary>
    public async Task<string> TakeMailAsync(string to)
    {
        string? mail = null;
        await Until.TrueAsync(
            () =>
            {
                var file = _mails.EnumerateFiles("*.eml").FirstOrDefault(f => File.ReadAllText(f.FullName).Contains($"To: {to}", StringComparison.Ordinal));
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

    public bool HasMail(string to) =>
        _mails.EnumerateFiles("*.eml").Any(f => File.ReadAllText(f.FullName).Contains($"To: {to}", StringComparison.Ordinal));
}

/// <summary>A tenant with its first admin's invite.</summary>
public sealed record Workspace(Guid Id, string Slug, string ApiKey, Uri Invite)
{
    public string Host => $"{Slug}.{Tenant.BaseDomain}:3001";
}

/// <summary>A person who is a member, signed in with a browser.</summary>
public sealed record Member(Guid PersonId, string Email, Workspace Workspace, Browser Browser)
{
    /// <summary>The member as a page knows them.</summary>
    public ClaimsPrincipal Principal => new(new ClaimsIdentity(
        [
            new(AbpClaimTypes.UserId, PersonId.ToString()),
            new(AbpClaimTypes.UserName, Email),
            new(AbpClaimTypes.TenantId, Workspace.Id.ToString()),
            new(IdentityClaimTypes.Session, Guid.NewGuid().ToString()),
        ],
        "test"));
}

/// <summary>The tests that share one host.</summary>
[CollectionDefinition(Name)]
public sealed class SharedIdentity : ICollectionFixture<IdentityFixture>
{
    public const string Name = "One host for people";
}
