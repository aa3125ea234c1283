using System.CommandLine;
using HrefCrm.PostgreSql.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace HrefCrm.Cli.Commands;

internal static class MigrateCommand
{
    public static Command Create()
    {
        var json = Terminal.JsonOption();
        var command = new Command("migrate", "Make the roles and bring the database up to date.") { json };
        command.SetAction(parsed => Terminal.RunAsync(
            parsed.GetValue(json),
            async services =>
            {
                await services.GetRequiredService<DatabaseMigrator>().MigrateAsync();
                return new { migrated = true };
            },
            _ => Console.WriteLine("The database is up to date.")));
        return command;
    }
}
