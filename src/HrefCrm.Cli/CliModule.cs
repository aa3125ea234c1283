using HrefCrm.Composition;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Modularity;

namespace HrefCrm.Cli;

/// <summary>The modules at the terminal: whoever holds the connection string may do everything.</summary>
[DependsOn(typeof(HrefCrmModule))]
public class CliModule : AbpModule
{
    /// <inheritdoc />
    public override void ConfigureServices(ServiceConfigurationContext context) => context.Services.AddAlwaysAllowAuthorization();
}
