using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;

namespace Volo.Abp.Authorization.Permissions;

internal sealed class PermissionChecker(
    ICurrentTenant currentTenant,
    PermissionDefinitions definitions,
    IOptions<AbpPermissionOptions> options,
    IServiceProvider serviceProvider) : IPermissionChecker, ITransientDependency
{
    public async Task<bool> IsGrantedAsync(ClaimsPrincipal? claimsPrincipal, string name)
    {
        if (definitions.Find(name) is not { } permission || !permission.MultiTenancySide.HasFlag(SideOf(claimsPrincipal)))
            return false;

        var isGranted = false;
        var context = new PermissionValueCheckContext(permission, claimsPrincipal);
        foreach (var type in options.Value.ValueProviders)
        {
            var provider = (IPermissionValueProvider)serviceProvider.GetRequiredService(type);
            if (permission.Providers.Count > 0 && !permission.Providers.Contains(provider.Name))
                continue;
            var result = await provider.CheckAsync(context);
            if (result == PermissionGrantResult.Prohibited)
                return false;
            isGranted |= result == PermissionGrantResult.Granted;
        }

        return isGranted;
    }

    // The side that somebody is of goes by their tenant claim, wherever they are; nobody is of the current tenant's.
    private MultiTenancySides SideOf(ClaimsPrincipal? principal)
    {
        var isTenant = principal is null
            ? currentTenant.IsAvailable
            : Guid.TryParse(principal.FindFirst(AbpClaimTypes.TenantId)?.Value, out _);
        return isTenant ? MultiTenancySides.Tenant : MultiTenancySides.Host;
    }
}
