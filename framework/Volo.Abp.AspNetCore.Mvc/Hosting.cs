using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Volo.Abp;
using Volo.Abp.AspNetCore.ExceptionHandling;
using Volo.Abp.AspNetCore.Uow;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Modularity;

namespace Volo.Abp
{
    /// <summary>The web application, from an initialization context.</summary>
    public static class ApplicationInitializationContextExtensions
    {
        public static IApplicationBuilder GetApplicationBuilder(this ApplicationInitializationContext context) =>
            context.ServiceProvider.GetRequiredService<IObjectAccessor<IApplicationBuilder>>().Value!;

        public static IWebHostEnvironment GetEnvironment(this ApplicationInitializationContext context) =>
            context.ServiceProvider.GetRequiredService<IWebHostEnvironment>();

        public static IConfiguration GetConfiguration(this ApplicationInitializationContext context) =>
            context.ServiceProvider.GetRequiredService<IConfiguration>();

        public static ILoggerFactory GetLoggerFactory(this ApplicationInitializationContext context) =>
            context.ServiceProvider.GetRequiredService<ILoggerFactory>();
    }

    /// <summary>The request, from whatever carries a service provider.</summary>
    public static class ServiceProviderAccessorExtensions
    {
        public static HttpContext? GetHttpContext(this IServiceProviderAccessor serviceProviderAccessor) =>
            serviceProviderAccessor.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext;
    }
}

namespace Microsoft.AspNetCore.Routing
{
    /// <summary>What <see cref="AbpEndpointRouterOptions"/> actions map endpoints on.</summary>
    public class EndpointRouteBuilderContext(IEndpointRouteBuilder endpoints, IServiceProvider scopeServiceProvider)
    {
        public IEndpointRouteBuilder Endpoints { get; } = endpoints;

        public IServiceProvider ScopeServiceProvider { get; } = scopeServiceProvider;
    }

    /// <summary>Endpoints that modules add.</summary>
    public class AbpEndpointRouterOptions
    {
        public List<Action<EndpointRouteBuilderContext>> EndpointConfigureActions { get; } = [];
    }
}

namespace Microsoft.AspNetCore.Builder
{
    /// <summary>Starting an application, and its middleware.</summary>
    public static class AbpApplicationBuilderExtensions
    {
        private const string ExceptionHandlingMarker = "_AbpExceptionHandlingMiddleware_Added";

        public static async Task InitializeApplicationAsync(this IApplicationBuilder app)
        {
            Check.NotNull(app, nameof(app));
            app.ApplicationServices.GetRequiredService<ObjectAccessor<IApplicationBuilder>>().Value = app;
            var application = app.ApplicationServices.GetRequiredService<IAbpApplicationWithExternalServiceProvider>();
            var lifetime = app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>();
            lifetime.ApplicationStopping.Register(() => Task.Run(application.ShutdownAsync).GetAwaiter().GetResult());
            lifetime.ApplicationStopped.Register(application.Dispose);
            await application.InitializeAsync(app.ApplicationServices);
        }

        public static IApplicationBuilder UseUnitOfWork(this IApplicationBuilder app) =>
            app.UseAbpExceptionHandling().UseMiddleware<AbpUnitOfWorkMiddleware>();

        public static IApplicationBuilder UseAbpExceptionHandling(this IApplicationBuilder app)
        {
            if (!app.Properties.TryAdd(ExceptionHandlingMarker, true))
                return app;
            return app.UseMiddleware<AbpExceptionHandlingMiddleware>();
        }
    }

    /// <summary>Endpoints at the end of the pipeline.</summary>
    public static class AbpAspNetCoreApplicationBuilderExtensions
    {
        public static IApplicationBuilder UseConfiguredEndpoints(
            this IApplicationBuilder app,
            Action<IEndpointRouteBuilder>? additionalConfigurationAction = null)
        {
            var actions = app.ApplicationServices.GetRequiredService<IOptions<AbpEndpointRouterOptions>>().Value.EndpointConfigureActions;
            return app.UseEndpoints(endpoints =>
            {
                using var scope = app.ApplicationServices.CreateScope();
                var context = new EndpointRouteBuilderContext(endpoints, scope.ServiceProvider);
                foreach (var action in actions)
                    action(context);
                additionalConfigurationAction?.Invoke(endpoints);
            });
        }
    }
}

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
            ?? throw new AbpException("No IWebHostEnvironment is registered: this is not a web application.");
    }
}
