using System.Text;
using HrefCrm.Host.Shell;
using HrefCrm.Identity.Mail;
using Volo.Abp;

namespace HrefCrm.Host;

/// <summary>Builds the host.</summary>
public static class HostApplication
{
    private static readonly string[] WhereToListen = ["urls", "http_ports", "https_ports"];

    /// <summary>Composes the application; it does not listen yet.</summary>
    /// <param name="args">Settings as <c>--Section:Name=value</c>, which go before environment and files.</param>
    public static async Task<WebApplication> CreateAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(HostApplication).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Host.UseAutofac();
        // The files of wwwroot lie where they were built from, until they are published.
        builder.WebHost.UseStaticWebAssets();
        // Only files that were built are served: looking for others is a route that fits any path, and would turn a 404 to a POST into a 405.
        builder.Configuration["DisableStaticAssetNotFoundRuntimeFallback"] = "true";
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Any byte may stand in a header: a key or request id with strange ones is refused by us, in our words.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            // The intake counts a body's bytes itself; this bounds what one costs with its chunks' framing.
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        });
        // Not in appsettings.json, which would outrank ASPNETCORE_URLS.
        if (!SaysWhereToListen(builder.Configuration))
            builder.WebHost.UseUrls("http://localhost:3001");
        // What keeps the host from starting is also thrown, and Program says it in one line.
        var isStarting = true;
        foreach (var category in new[] { "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.Extensions.Hosting.Internal.Host" })
            builder.Logging.AddFilter(category, level => !isStarting && level >= LogLevel.Warning);
        await builder.AddApplicationAsync<HostModule>();
        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            isStarting = false;
            if (app.Environment.IsDevelopment())
                return;
            HttpsCheck.WarnIfOutOfReach(app);
            if (!app.Services.GetRequiredService<IMailer>().CanSend)
                app.Logger.LogWarning("No mail is set up: nobody can be mailed an invite or a link to their password. Set Mail__Host and Mail__From.");
        });
        await app.InitializeApplicationAsync();
        return app;
    }

    private static bool SaysWhereToListen(ConfigurationManager configuration) =>
        WhereToListen.Any(setting => !string.IsNullOrEmpty(configuration[setting]))
        || configuration.GetSection("Kestrel:Endpoints").Exists();
}
