using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Routing
{
    /// <summary>What <see cref="AbpEndpointRouterOptions"/> actions map endpoints on.</summary>
    public class EndpointRouteBuilderContext
    {
        internal EndpointRouteBuilderContext(IEndpointRouteBuilder endpoints) => Endpoints = endpoints;

        public IEndpointRouteBuilder Endpoints { get; }
    }

    /// <summary>Endpoints that modules add.</summary>
    public class AbpEndpointRouterOptions
    {
        public List<Action<EndpointRouteBuilderContext>> EndpointConfigureActions { get; } = [];
    }
}

namespace Microsoft.AspNetCore.Builder
{
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
                var context = new EndpointRouteBuilderContext(endpoints);
                foreach (var action in actions)
                    action(context);
                additionalConfigurationAction?.Invoke(endpoints);
            });
        }
    }
}
