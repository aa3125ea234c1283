using System.CommandLine;
using System.Globalization;
using HrefCrm.Identity.Staff;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp;

namespace HrefCrm.Cli.Commands;

internal static class StaffCommand
{
    public static Command Create() => new("staff", "List, add and remove HREF staff, and reset their two-factor sign-in.")
    {
        List(),
        Add(),
        Change("remove", "Remove a staff account, and sign it out.", "is removed", (staff, id) => staff.RemoveAsync(id)),
        Change(
            "reset-2fa",
            "Switch somebody's two-factor sign-in off, who has lost what it asks for.",
            "signs in by password alone now",
            (staff, id) => staff.ResetSecondFactorAsync(id)),
    };

    private static Command List()
    {
        var json = Terminal.JsonOption();
        var command = new Command("list", "List HREF staff.") { json };
        command.SetAction(parsed => Terminal.RunAsync(
            parsed.GetValue(json),
            async services => (await services.GetRequiredService<IStaffAppService>().GetListAsync()).Items
                .Select(s => new Listed(s.Email, s.CreatedAt, s.HasPassword, s.HasSecondFactor)).ToList(),
            staff =>
            {
                foreach (var person in staff)
                {
                    var added = person.CreatedAt.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
                    Console.WriteLine($"{person.Email}  added {added}, {(person.HasPassword ? "" : "no password yet, ")}two-factor {(person.HasSecondFactor ? "on" : "off")}");
                }
            }));
        return command;
    }

    private static Command Change(string name, string description, string done, Func<IStaffAppService, Guid, Task> change)
    {
        var email = new Argument<string>("email") { Description = "Whose account." };
        var json = Terminal.JsonOption();
        var command = new Command(name, description) { email, json };
        command.SetAction(parsed => Terminal.RunAsync(
            parsed.GetValue(json),
            async services =>
            {
                var staff = services.GetRequiredService<IStaffAppService>();
                var address = parsed.GetRequiredValue(email).Trim().ToLowerInvariant();
                var person = (await staff.GetListAsync()).Items.FirstOrDefault(s => s.Email == address)
                    ?? throw new UserFriendlyException("There is no such staff account: see 'hrefcrm staff list'.");
                await change(staff, person.PersonId);
                return new { email = person.Email };
            },
            changed => Console.WriteLine($"{changed.email} {done}.")));
        return command;
    }

    private static Command Add()
    {
        var email = new Argument<string>("email") { Description = "Whom; who is staff already gets a link for a new password." };
        var json = Terminal.JsonOption();
        var command = new Command("add", "Make a staff account and a one-time link to set its password.") { email, json };
        command.SetAction(parsed => Terminal.RunAsync(
            parsed.GetValue(json),
            services => services.GetRequiredService<IStaffAppService>()
                .AddAsync(new AddStaffInput { Email = parsed.GetRequiredValue(email) }),
            staff => Console.WriteLine(
                $"""
                {staff.Email} is {(staff.IsNew ? "HREF staff now" : "HREF staff already")}.

                ONE-TIME: hand this over now, it cannot be shown again

                  Set password {staff.Link}
                               (1 day, one use)
                """)));
        return command;
    }

    private sealed record Listed(string Email, DateTime CreatedAt, bool HasPassword, bool HasSecondFactor);
}
