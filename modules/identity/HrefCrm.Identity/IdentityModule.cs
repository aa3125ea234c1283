using HrefCrm.Identity.Accounts;
using HrefCrm.Identity.DataProtection;
using HrefCrm.Identity.EntityFrameworkCore;
using HrefCrm.Identity.Invites;
using HrefCrm.Identity.People;
using HrefCrm.Identity.Sessions;
using HrefCrm.PostgreSql;
using HrefCrm.PostgreSql.Migrations;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Volo.Abp.Application;
using Volo.Abp.AspNetCore.ExceptionHandling;
using Volo.Abp.AspNetCore.Mvc;
using Volo.Abp.Authorization.Permissions;
using Volo.Abp.Domain;
using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;
using static System.Net.HttpStatusCode;

namespace HrefCrm.Identity;

/// <summary>People, the workspaces they are members of, the invites that make them so, how they sign in, and their sessions.</summary>
[DependsOn(
    typeof(IdentityContractsModule),
    typeof(AbpDddDomainModule),
    typeof(AbpDddApplicationModule),
    typeof(PostgreSqlModule),
    typeof(AbpMultiTenancyModule),
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
            options.AddRepository<Membership, EfCoreMembershipRepository>();
        });
        Configure<MigrationOptions>(options => options.Add<IdentityDbContext>(IdentityDbContext.Schema));
        // Only where the module is hosted; the CLI hosts nothing.
        services.AddHostedService<PasswordResetSender>();
        services.AddHostedService<InviteMailer>();

        SessionCookie.Add(services, isProduction: !services.GetHostingEnvironment().IsDevelopment());
        services.AddCascadingAuthenticationState();
        services.AddSingleton<CircuitSessionMonitor>();
        services.AddHostedService(provider => provider.GetRequiredService<CircuitSessionMonitor>());
        services.AddScoped<CircuitHandler, SessionCircuitHandler>();
        services.AddScoped<CircuitHandler, CircuitScope>();

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
        });
        // As OWASP recommends for PBKDF2 with SHA-512.
        Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);

        Configure<AbpPermissionOptions>(options => options.ValueProviders.Add<SessionPermissionValueProvider>());
        Configure<AbpExceptionHttpStatusCodeOptions>(options =>
        {
            options.Map(IdentityErrorCodes.InviteEnded, Gone);
            options.Map(IdentityErrorCodes.AccountExists, Conflict);
            options.Map(IdentityErrorCodes.EmailUnconfirmed, Conflict);
            options.Map(IdentityErrorCodes.MemberExists, Conflict);
            options.Map(IdentityErrorCodes.MemberNotFound, NotFound);
            options.Map(IdentityErrorCodes.NotAMember, Conflict);
            options.Map(IdentityErrorCodes.InviteConflict, Conflict);
            options.Map(IdentityErrorCodes.SecondFactorShared, Conflict);
            options.Map(IdentityErrorCodes.StaffNotFound, NotFound);
            options.Map(IdentityErrorCodes.NotStaff, Conflict);
            options.Map(IdentityErrorCodes.OwnMembership, Conflict);
            options.Map(IdentityErrorCodes.ResetLinkEnded, Gone);
            options.Map(IdentityErrorCodes.TooManyTries, TooManyRequests);
            options.Map(IdentityErrorCodes.PasswordTooCommon, BadRequest);
            options.Map(IdentityErrorCodes.Busy, TooManyRequests);
        });
    }
}
