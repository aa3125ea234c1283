using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Volo.Abp;
using Volo.Abp.AspNetCore;
using Volo.Abp.Modularity;

namespace Microsoft.Extensions.DependencyInjection
{
    /// <summary>Adds an ABP application to a web application.</summary>
    public static class WebApplicationBuilderExtensions
    {
        public static Task<IAbpApplicationWithExternalServiceProvider> AddApplicationAsync<TStartupModule>(
            this WebApplicationBuilder builder,
            Action<AbpApplicationCreationOptions>? optionsAction = null)
            where TStartupModule : IAbpModule =>
            builder.Services.AddApplicationAsync<TStartupModule>(options =>
            {
                options.Services.ReplaceConfiguration(builder.Configuration);
                optionsAction?.Invoke(options);
            });
    }

    /// <summary>The web host's environment at configuration time.</summary>
    public static class AbpAspNetCoreServiceCollectionExtensions
    {
        public static IWebHostEnvironment GetHostingEnvironment(this IServiceCollection services) =>
            services.LastOrDefault(d => d.ServiceType == typeof(IWebHostEnvironment))?.ImplementationInstance as IWebHostEnvironment
            ?? new NoWebHostEnvironment();

        // As in ABP: where there is no web host, it is development.
        private sealed class NoWebHostEnvironment : IWebHostEnvironment
        {
            public string EnvironmentName { get; set; } = Environments.Development;

            public string ApplicationName { get; set; } = "";

            public string WebRootPath { get; set; } = "";

            public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();

            public string ContentRootPath { get; set; } = "";

            public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
        }
    }
}

namespace Microsoft.AspNetCore.Builder
{
    /// <summary>Starts the modules; they end with the web application.</summary>
    public static class AbpApplicationBuilderExtensions
    {
        public static async Task InitializeApplicationAsync(this IApplicationBuilder app)
        {
            Check.NotNull(app, nameof(app));
            app.ApplicationServices.GetRequiredService<WebPipeline>().Builder = app;
            var application = app.ApplicationServices.GetRequiredService<IAbpApplicationWithExternalServiceProvider>();
            var lifetime = app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>();
            lifetime.ApplicationStopping.Register(() => Task.Run(application.ShutdownAsync).GetAwaiter().GetResult());
            lifetime.ApplicationStopped.Register(application.Dispose);
            await application.InitializeAsync(app.ApplicationServices);
        }
    }
}

namespace Volo.Abp
{
    /// <summary>The web application, from an initialization context.</summary>
    public static class ApplicationInitializationContextExtensions
    {
        public static IApplicationBuilder GetApplicationBuilder(this ApplicationInitializationContext context) =>
            context.ServiceProvider.GetRequiredService<WebPipeline>().Builder!;

        public static IConfiguration GetConfiguration(this ApplicationInitializationContext context) =>
            context.ServiceProvider.GetRequiredService<IConfiguration>();
    }
}
