using HrefCrm.Host;
using Volo.Abp;

try
{
    await using var app = await HostApplication.CreateAsync(args);
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is IOException or IUserFriendlyException)
{
    // The port is taken, or a setting is missing: one line says so.
    await Console.Error.WriteLineAsync($"hrefcrm-host: {e.Message}");
    return 1;
}
