using System.CommandLine;
using System.CommandLine.Help;
using HrefCrm.Cli.Commands;

var root = new RootCommand("Runs HREF CRM from the terminal. The database is ConnectionStrings__Default.")
{
    ProvisionCommand.Create(),
    TenantsCommand.Create(),
    KeysCommand.Create(),
    MigrateCommand.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
{
    await Console.Error.WriteLineAsync($"hrefcrm: {parsed.Errors[0].Message} See 'hrefcrm --help'.");
    return 2;
}

return await parsed.InvokeAsync();
