using System.Security.Claims;
using Volo.Abp.Authorization.Permissions;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Identity.Sessions;

/// <summary>
/// In v1 a member may do everything within their tenant, and staff everything outside any. It goes by the place that the session was begun
/// at, which must be where the work is done: a tenant that is not known is a refusal, and never HREF's own side.
/// </summary>
public class SessionPermissionValueProvider(IPermissionStore permissionStore, ICurrentTenant currentTenant)
    : PermissionValueProvider(permissionStore)
{
    /// <inheritdoc />
    public override string Name => "Session";

    /// <inheritdoc />
    public override Task<PermissionGrantResult> CheckAsync(PermissionValueCheckContext context) =>
        Task.FromResult(Check(context.Principal));

    /// <inheritdoc />
    public override Task<MultiplePermissionGrantResult> CheckAsync(PermissionValuesCheckContext context) =>
        Task.FromResult(new MultiplePermissionGrantResult([.. context.Permissions.Select(p => p.Name)], Check(context.Principal)));

    private PermissionGrantResult Check(ClaimsPrincipal? principal)
    {
        var tenant = principal?.FindFirst(AbpClaimTypes.TenantId)?.Value;
        var isHere = principal?.Identity?.IsAuthenticated == true
            && principal.HasClaim(c => c.Type == IdentityClaimTypes.Session)
            && (principal.HasClaim(c => c.Type == IdentityClaimTypes.Staff)
                ? tenant is null && currentTenant.Id is null
                : tenant is not null && tenant == currentTenant.Id?.ToString());
        return isHere ? PermissionGrantResult.Granted : PermissionGrantResult.Undefined;
    }
}
