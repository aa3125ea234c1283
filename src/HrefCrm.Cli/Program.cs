using System.CommandLine;
using System.CommandLine.Help;
using HrefCrm.Cli.Commands;

var root = new RootCommand("Runs HREF CRM from the terminal. The database is ConnectionStrings__Default.")
{
    ProvisionCommand.Create(),
    TenantsCommand.Create(),
    KeysCommand.Create(),
    MembersCommand.Create(),
    StaffCommand.Create(),
    MigrateCommand.Create(),
};

// A name may begin with "@": it is no file to read arguments from.
var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
{
    await Console.Error.WriteLineAsync($"hrefcrm: {parsed.Errors[0].Message.ReplaceLineEndings(" ")} See 'hrefcrm --help'.");
    return 2;
}

return await parsed.InvokeAsync();
