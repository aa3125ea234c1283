using HrefCrm.Composition.Database;
using HrefCrm.Composition.Mail;
using HrefCrm.Identity;
using HrefCrm.Identity.Mail;
using HrefCrm.Leads;
using HrefCrm.Tenancy;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Autofac;
using Volo.Abp.EntityFrameworkCore;
using Volo.Abp.Modularity;
using Volo.Abp.Timing;
using Volo.Abp.Uow;

namespace HrefCrm.Composition;

/// <summary>
/// The modules and what joins them: one database with a role for each kind of work, and what a new tenant gets from each module.
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
        Configure<AbpClockOptions>(options => options.Kind = DateTimeKind.Utc);
        // Row-level security knows the tenant by the transaction, so reading needs one as well.
        Configure<AbpUnitOfWorkDefaultOptions>(options => options.TransactionBehavior = UnitOfWorkTransactionBehavior.Enabled);
        Configure<AbpDbContextOptions>(options => options.Configure(c =>
        {
            c.UseNpgsql();
            c.DbContextOptions.AddInterceptors(c.ServiceProvider.GetRequiredService<TenantTransactionInterceptor>());
        }));

        var mail = context.Services.GetConfiguration().GetSection("Mail");
        Configure<MailOptions>(mail);
        if (mail.Get<MailOptions>() is { Host: null or "", Folder.Length: > 0 })
            context.Services.AddTransient<IMailer, FolderMailer>();
        else
            context.Services.AddTransient<IMailer, SmtpMailer>();
    }
}
