using System.Text;
using Volo.Abp;

namespace HrefCrm.Host;

/// <summary>Builds the host.</summary>
public static class HostApplication
{
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
        await builder.AddApplicationAsync<HostModule>();
        var app = builder.Build();
        await app.InitializeApplicationAsync();
        return app;
    }
}
