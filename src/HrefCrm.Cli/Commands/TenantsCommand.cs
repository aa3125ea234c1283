using System.CommandLine;
using HrefCrm.Tenancy.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Application.Dtos;

namespace HrefCrm.Cli.Commands;

internal static class TenantsCommand
{
    public static Command Create() => new("tenants", "List, suspend and reactivate tenants, and invite their first admins anew.")
    {
        List(),
        Switch("suspend", "Shut a tenant's address, for people and for keys.", "suspended", (tenants, id) => tenants.SuspendAsync(id)),
        Switch("reactivate", "Open a suspended tenant's address again.", "active", (tenants, id) => tenants.ReactivateAsync(id)),
        Invite(),
    };

    private static Command List()
    {
        var filter = new Argument<string?>("filter") { Description = "Part of a slug or name.", Arity = ArgumentArity.ZeroOrOne };
        var json = Terminal.JsonOption();
        var command = new Command("list", "List tenants by slug.") { filter, json };
        command.SetAction(parsed => Terminal.RunAsync(
            parsed.GetValue(json),
            async services =>
            {
                var tenants = services.GetRequiredService<ITenantAppService>();
                var all = new List<TenantDto>();
                PagedResultDto<TenantDto> page;
                do
                {
                    page = await tenants.GetListAsync(new GetTenantsInput
                    {
                        Filter = parsed.GetValue(filter),
                        SkipCount = all.Count,
                        MaxResultCount = LimitedResultRequestDto.MaxMaxResultCount,
                    });
                    all.AddRange(page.Items);
                }
                while (page.Items.Count > 0 && all.Count < page.TotalCount);

                return all;
            },
            all =>
            {
                foreach (var tenant in all)
                    Console.WriteLine($"{tenant.Slug,-30} {(tenant.SuspendedAt is null ? "active" : "suspended"),-10} {tenant.Name}");
            }));
        return command;
    }

    private static Command Invite()
    {
        var slug = new Argument<string>("slug");
        var email = new Argument<string>("email") { Description = "The first admin's address." };
        var json = Terminal.JsonOption();
        var command = new Command("invite", "Invite a tenant's first admin anew; earlier invites for admins that HREF made are taken back.") { slug, email, json };
        command.SetAction(parsed => Terminal.RunAsync(
            parsed.GetValue(json),
            async services =>
            {
                var tenants = services.GetRequiredService<ITenantAppService>();
                var tenant = await tenants.GetBySlugAsync(parsed.GetRequiredValue(slug));
                return InviteOutput.Of(await tenants.InviteAdminAsync(tenant.Id, new InviteAdminInput { Email = parsed.GetRequiredValue(email).Trim() }));
            },
            invite => invite.Print()));
        return command;
    }

    private static Command Switch(string name, string description, string state, Func<ITenantAppService, Guid, Task> act)
    {
        var slug = new Argument<string>("slug");
        var json = Terminal.JsonOption();
        var command = new Command(name, description) { slug, json };
        command.SetAction(parsed => Terminal.RunAsync(
            parsed.GetValue(json),
            async services =>
            {
                var tenants = services.GetRequiredService<ITenantAppService>();
                var tenant = await tenants.GetBySlugAsync(parsed.GetRequiredValue(slug));
                await act(tenants, tenant.Id);
                return await tenants.GetBySlugAsync(tenant.Slug);
            },
            tenant => Console.WriteLine($"{tenant.Slug} is {state}.")));
        return command;
    }
}
