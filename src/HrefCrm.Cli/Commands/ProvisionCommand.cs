using System.CommandLine;
using System.Text.Json.Serialization;
using HrefCrm.Tenancy.Provisioning;
using Microsoft.Extensions.DependencyInjection;

namespace HrefCrm.Cli.Commands;

internal static class ProvisionCommand
{
    public static Command Create()
    {
        var slug = new Argument<string>("slug") { Description = "The label before the base domain; it never changes." };
        var name = new Argument<string>("name") { Description = "The display name." };
        var email = new Argument<string>("admin-email") { Description = "Who gets the first invite." };
        var json = Terminal.JsonOption();
        var command = new Command("provision", "Make a tenant with its API key, pipeline and admin invite.") { slug, name, email, json };
        command.SetAction(parsed => Terminal.RunAsync(
            parsed.GetValue(json),
            async services =>
            {
                var tenant = await services.GetRequiredService<IProvisioningAppService>().ProvisionAsync(new ProvisionTenantInput
                {
                    Slug = parsed.GetRequiredValue(slug),
                    Name = parsed.GetRequiredValue(name),
                    AdminEmail = parsed.GetRequiredValue(email),
                });
                return new Provisioned(tenant.Id, tenant.Slug, tenant.Name, tenant.ApiKey, tenant.Url, tenant.InviteUrl)
                {
                    IsInviteMailed = tenant.IsInviteMailed,
                };
            },
            Print));
        return command;
    }

    private static void Print(Provisioned tenant) => Console.WriteLine(
        $"""
        Provisioned {tenant.Name}

          Slug         {tenant.Slug}
          Tenant id    {tenant.Id}
          Splash       {tenant.SplashUrl}

        ONE-TIME: store these now, they cannot be shown again

          API key      {tenant.ApiKey}
          Admin invite {tenant.InviteUrl}
                       (7 days, one use{(tenant.IsInviteMailed ? "; mailed to them as well" : "")})
        """);

    private sealed record Provisioned(Guid Id, string Slug, string Name, string ApiKey, Uri SplashUrl, Uri? InviteUrl)
    {
        [JsonIgnore]
        public bool IsInviteMailed { get; init; }
    }
}
