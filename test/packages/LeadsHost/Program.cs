using HrefCrm.PostgreSql.Migrations;
using HrefCrm.Tenancy.Provisioning;
using LeadsHost;
using Volo.Abp;

var builder = WebApplication.CreateBuilder(args);
if (args is ["provision", var slug, var name, var email])
{
    // Whoever holds the connection string may do everything.
    using var terminal = await AbpApplicationFactory.CreateAsync<TerminalModule>(options =>
    {
        options.UseAutofac();
        options.Services.ReplaceConfiguration(builder.Configuration);
    });
    await terminal.InitializeAsync();
    await terminal.ServiceProvider.GetRequiredService<DatabaseMigrator>().MigrateAsync();
    var tenant = await terminal.ServiceProvider.GetRequiredService<IProvisioningAppService>()
        .ProvisionAsync(new ProvisionTenantInput { Slug = slug, Name = name, AdminEmail = email });
    Console.WriteLine(tenant.ApiKey);
    await terminal.ShutdownAsync();
    return;
}

builder.Host.UseAutofac();
await builder.AddApplicationAsync<HostModule>();
var app = builder.Build();
await app.InitializeApplicationAsync();
await app.RunAsync();
