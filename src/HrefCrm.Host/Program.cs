using System.Net.Sockets;
using HrefCrm.Host;
using Microsoft.Extensions.Options;
using Volo.Abp;

try
{
    await using var app = await HostApplication.CreateAsync(args);
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (FindCause(e) is not null)
{
    // The port is taken, or a setting is missing or wrong: one line says so.
    await Console.Error.WriteLineAsync($"hrefcrm-host: {FindCause(e)!.Message}");
    return 1;
}

// The container wraps what a service throws while it is made.
static Exception? FindCause(Exception? e) => e switch
{
    null or IOException or SocketException or IUserFriendlyException or OptionsValidationException => e,
    InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => e,
    _ => FindCause(e.InnerException),
};
