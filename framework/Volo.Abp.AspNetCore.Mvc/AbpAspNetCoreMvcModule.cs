using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Volo.Abp.Application;
using Volo.Abp.AspNetCore.Mvc.Conventions;
using Volo.Abp.Modularity;
using Volo.Abp.UI.Navigation;

namespace Volo.Abp.AspNetCore.Mvc;

[DependsOn(typeof(AbpAspNetCoreModule), typeof(AbpDddApplicationModule), typeof(AbpUiNavigationModule))]
public class AbpAspNetCoreMvcModule : AbpModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var featureProvider = new ConventionalControllerFeatureProvider();
        context.Services.AddSingleton(featureProvider);
        context.Services.AddControllers()
            .AddControllersAsServices()
            .ConfigureApplicationPartManager(parts => parts.FeatureProviders.Add(featureProvider))
            .AddJsonOptions(options =>
            {
                options.JsonSerializerOptions.ReadCommentHandling = JsonCommentHandling.Skip;
                options.JsonSerializerOptions.AllowTrailingCommas = true;
            });
        context.Services.AddOptions<MvcOptions>().Configure<IOptions<AbpAspNetCoreMvcOptions>>((mvc, abp) =>
        {
            mvc.Conventions.Add(new AbpServiceConvention(abp.Value));
            mvc.Filters.AddService<AbpActionFilter>();
            mvc.Filters.AddService<AbpExceptionFilter>();
        });
        Configure<AbpEndpointRouterOptions>(options => options.EndpointConfigureActions.Add(endpoint =>
        {
            endpoint.Endpoints.MapControllerRoute("defaultWithArea", "{area}/{controller=Home}/{action=Index}/{id?}");
            endpoint.Endpoints.MapControllerRoute("default", "{controller=Home}/{action=Index}/{id?}");
        }));
    }

    // Before any module starts: MVC looks for controllers as soon as one maps them.
    public override void OnPreApplicationInitialization(ApplicationInitializationContext context) =>
        context.ServiceProvider.GetRequiredService<ConventionalControllerFeatureProvider>().Options =
            context.ServiceProvider.GetRequiredService<IOptions<AbpAspNetCoreMvcOptions>>().Value.ConventionalControllers;
}
