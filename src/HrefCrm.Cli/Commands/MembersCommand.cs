using System.CommandLine;
using System.Globalization;
using HrefCrm.Identity;
using HrefCrm.Identity.Team;
using HrefCrm.Tenancy.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Cli.Commands;

internal static class MembersCommand
{
    public static Command Create() => new("members", "List, invite and remove a tenant's members, and reset their two-factor sign-in.")
    {
        List(), Invite(), Remove(), ResetSecondFactor(),
    };

    private static Command List() => ForTenant(
        "list",
        "List a tenant's members, then whom it has invited.",
        [],
        async (team, _) =>
        {
            var members = (await team.GetMembersAsync()).Items.Select(m => new Member(m.Email, Name(m.Role), m.JoinedAt, null, m.HasSecondFactor));
            var invited = (await team.GetInvitesAsync()).Items.Select(i => new Member(i.Email, Name(i.Role), null, i.ExpiresAt, false));
            return members.Concat(invited).ToList();
        },
        members =>
        {
            foreach (var member in members)
                Console.WriteLine($"{member.Email}  {member.Role}, {Since(member)}");
        });

    private static Command Invite()
    {
        var email = new Argument<string>("email") { Description = "Whom." };
        var role = new Option<string>("--role") { Description = "member, admin or manager.", DefaultValueFactory = _ => Name(WorkspaceRole.Member) };
        role.AcceptOnlyFromAmong([.. Enum.GetValues<WorkspaceRole>().Select(Name)]);
        return ForTenant(
            "invite",
            "Invite somebody: an earlier invite to the same address is taken back.",
            [email, role],
            async (team, parsed) => InviteOutput.Of(await team.InviteAsync(new InviteInput
            {
                Email = parsed.GetRequiredValue(email),
                Role = Enum.Parse<WorkspaceRole>(parsed.GetRequiredValue(role), ignoreCase: true),
            })),
            invite => invite.Print());
    }

    private static Command Remove()
    {
        var email = new Argument<string>("email") { Description = "A member, or who is invited." };
        return ForTenant(
            "remove",
            "Remove a member, or take an invite back.",
            [email],
            async (team, parsed) =>
            {
                var address = parsed.GetRequiredValue(email).Trim().ToLowerInvariant();
                if ((await team.GetInvitesAsync()).Items.FirstOrDefault(i => i.Email == address) is { } invite)
                    await team.RevokeAsync(invite.Id);
                else
                    await team.RemoveAsync((await FindAsync(team, address)).PersonId);
                return new { email = address, removed = true };
            },
            removed => Console.WriteLine($"{removed.email} is removed."));
    }

    private static Command ResetSecondFactor()
    {
        var email = new Argument<string>("email") { Description = "Whose." };
        return ForTenant(
            "reset-2fa",
            "Switch a member's two-factor sign-in off, who has lost what it asks for.",
            [email],
            async (team, parsed) =>
            {
                var member = await FindAsync(team, parsed.GetRequiredValue(email).Trim().ToLowerInvariant());
                await team.ResetSecondFactorAsync(member.PersonId);
                return new { email = member.Email, reset = member.HasSecondFactor };
            },
            done => Console.WriteLine($"Two-factor sign-in of {done.email} is {(done.reset ? "off now" : "off already")}."));
    }

    private static async Task<MemberDto> FindAsync(ITeamAppService team, string email) =>
        (await team.GetMembersAsync()).Items.FirstOrDefault(m => m.Email == email)
        ?? throw new UserFriendlyException("The tenant has no such member: see 'hrefcrm members list <slug>'.");

    private static Command ForTenant<T>(
        string name, string description, Symbol[] more, Func<ITeamAppService, ParseResult, Task<T>> work, Action<T> print)
    {
        var slug = new Argument<string>("slug");
        var json = Terminal.JsonOption();
        var command = new Command(name, description) { slug, json };
        foreach (var symbol in more)
        {
            if (symbol is Argument argument)
                command.Add(argument);
            else
                command.Add((Option)symbol);
        }

        command.SetAction(parsed => Terminal.RunAsync(
            parsed.GetValue(json),
            async services =>
            {
                var tenant = await services.GetRequiredService<ITenantAppService>().GetBySlugAsync(parsed.GetRequiredValue(slug));
                using (services.GetRequiredService<ICurrentTenant>().Change(tenant.Id, tenant.Name))
                    return await work(services.GetRequiredService<ITeamAppService>(), parsed);
            },
            print));
        return command;
    }

    private static string Name(WorkspaceRole role) => role.ToString().ToLowerInvariant();

    private static string Since(Member member) => member.JoinedAt is { } joined
        ? $"joined {Day(joined)}, two-factor {(member.HasSecondFactor ? "on" : "off")}"
        : $"invited until {Day(member.InvitedUntil!.Value)}";

    private static string Day(DateTime time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private sealed record Member(string Email, string Role, DateTime? JoinedAt, DateTime? InvitedUntil, bool HasSecondFactor);
}

/// <summary>What a command prints of a new invite.</summary>
internal sealed record InviteOutput(string Email, Uri InviteUrl, bool IsMailed)
{
    public static InviteOutput Of(NewInviteDto invite) => new(invite.Email, invite.Link, invite.IsMailed);

    public static InviteOutput Of(AdminInviteDto invite) => new(invite.Email, invite.Link, invite.IsMailed);

    public void Print() => Console.WriteLine(
        $"""
        {Email} is invited.

        ONE-TIME: hand this over now, it cannot be shown again

          Invite       {InviteUrl}
                       (7 days, one use{(IsMailed ? "; they are mailed one as well" : "; nothing was mailed")})
        """);
}
