using HrefCrm.Identity.Accounts;
using HrefCrm.Identity.Domain;
using HrefCrm.Identity.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Volo.Abp.Application;
using Volo.Abp.AspNetCore.ExceptionHandling;
using Volo.Abp.AspNetCore.Mvc;
using Volo.Abp.Authorization.Permissions;
using Volo.Abp.Domain;
using Volo.Abp.EntityFrameworkCore.PostgreSql;
using Volo.Abp.Modularity;
using static System.Net.HttpStatusCode;

namespace HrefCrm.Identity;

/// <summary>People, the workspaces they are members of, the invites that make them so, and how they sign in.</summary>
[DependsOn(
    typeof(IdentityContractsModule),
    typeof(AbpDddDomainModule),
    typeof(AbpDddApplicationModule),
    typeof(AbpEntityFrameworkCorePostgreSqlModule),
    typeof(AbpAspNetCoreMvcModule))]
public class IdentityModule : AbpModule
{
    /// <inheritdoc />
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.AddAbpDbContext<IdentityDbContext>(options =>
        {
            options.AddDefaultRepositories(includeAllEntities: true);
            options.AddRepository<Person, EfCorePersonRepository>();
            options.AddRepository<Invite, EfCoreInviteRepository>();
        });
        services.AddHostedService<PasswordResetSender>();

        services.AddDataProtection().SetApplicationName("HrefCrm");
        services.AddOptions<KeyManagementOptions>().Configure<DataProtectionKeys>((options, keys) => options.XmlRepository = keys);

        services.AddIdentityCore<Person>()
            .AddSignInManager()
            .AddUserStore<PersonStore>()
            .AddTokenProvider<DataProtectorTokenProvider<Person>>(TokenOptions.DefaultProvider)
            .AddTokenProvider<AuthenticatorCode>(TokenOptions.DefaultAuthenticatorProvider);
        services.Replace(ServiceDescriptor.Singleton<ILookupNormalizer, EmailNormalizer>());
        // That an address is taken is told by the database, and checked for nothing at every other change.
        services.RemoveAll<IUserValidator<Person>>();
        Configure<IdentityOptions>(options =>
        {
            options.Password = new PasswordOptions
            {
                RequiredLength = PersonConsts.MinPasswordLength,
                RequireDigit = false,
                RequireLowercase = false,
                RequireUppercase = false,
                RequireNonAlphanumeric = false,
            };
            options.Lockout = new LockoutOptions { MaxFailedAccessAttempts = 5, DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15) };
        });
        // As OWASP recommends for PBKDF2 with SHA-512.
        Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);

        Configure<AbpPermissionOptions>(options => options.ValueProviders.Add<PlacePermissionValueProvider>());
        Configure<AbpExceptionHttpStatusCodeOptions>(options =>
        {
            options.Map(IdentityErrorCodes.InviteEnded, Gone);
            options.Map(IdentityErrorCodes.AccountExists, Conflict);
            options.Map(IdentityErrorCodes.MemberExists, Conflict);
            options.Map(IdentityErrorCodes.MemberNotFound, NotFound);
            options.Map(IdentityErrorCodes.OwnMembership, Conflict);
            options.Map(IdentityErrorCodes.ResetLinkEnded, Gone);
            options.Map(IdentityErrorCodes.Busy, TooManyRequests);
        });
    }
}
