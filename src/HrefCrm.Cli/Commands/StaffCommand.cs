using System.CommandLine;
using HrefCrm.Identity.Staff;
using Microsoft.Extensions.DependencyInjection;

namespace HrefCrm.Cli.Commands;

internal static class StaffCommand
{
    public static Command Create() => new("staff", "Give HREF staff access to the bare domain.") { Add() };

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
}
