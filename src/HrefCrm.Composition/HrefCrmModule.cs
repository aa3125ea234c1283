using HrefCrm.Composition.Mail;
using HrefCrm.Identity;
using HrefCrm.Identity.Mail;
using HrefCrm.Leads;
using HrefCrm.Tenancy;
using HrefCrm.Tenancy.ApiKeys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Auditing;
using Volo.Abp.Autofac;
using Volo.Abp.Modularity;

namespace HrefCrm.Composition;

/// <summary>
/// The modules and what joins them: who handles whose events, how first admins are invited, what workspaces are, and how mail is sent.
/// </summary>
[DependsOn(
    typeof(TenancyModule),
    typeof(LeadsModule),
    typeof(IdentityModule),
    typeof(AbpAutofacModule))]
public class HrefCrmModule : AbpModule
{
    /// <inheritdoc />
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        // ABP audits by default, and logs the arguments of actions: a password among them.
        Configure<AbpAuditingOptions>(options => options.IsEnabled = false);

        // What the pages show beside a key.
        Configure<ApiKeyUseOptions>(options =>
        {
            options.Path = "/api/leads/intake";
            options.Body = """{"first_name":"Ada","last_name":"Lovelace","email":"ada@example.com","source":"website"}""";
        });

        var mail = context.Services.GetConfiguration().GetSection("Mail");
        Configure<MailOptions>(mail);
        if (mail.Get<MailOptions>() is { Host: null or "", Folder.Length: > 0 })
            context.Services.AddTransient<IMailer, PickupDirectoryMailer>();
        else
            context.Services.AddTransient<IMailer, SmtpMailer>();
    }
}
