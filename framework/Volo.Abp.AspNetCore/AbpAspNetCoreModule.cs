using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Volo.Abp.Authorization;
using Volo.Abp.Modularity;
using Volo.Abp.Security.Claims;

namespace Volo.Abp.AspNetCore;

[DependsOn(typeof(AbpAuthorizationModule))]
public class AbpAspNetCoreModule : AbpModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddAuthorization();
        context.Services.AddHttpContextAccessor();
        context.Services.AddSingleton<WebPipeline>();
        context.Services.Replace(ServiceDescriptor.Singleton<ICurrentPrincipalAccessor, HttpContextCurrentPrincipalAccessor>());
    }
}

// The web application that is being initialized.
internal sealed class WebPipeline
{
    public IApplicationBuilder? Builder { get; set; }
}

// The request's user, or outside of a request what ABP takes by default.
internal sealed class HttpContextCurrentPrincipalAccessor(IHttpContextAccessor httpContextAccessor) : CurrentPrincipalAccessor
{
    protected override ClaimsPrincipal GetClaimsPrincipal() => httpContextAccessor.HttpContext?.User ?? base.GetClaimsPrincipal();
}
