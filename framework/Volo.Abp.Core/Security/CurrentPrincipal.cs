using System.Security.Claims;
using Volo.Abp.DependencyInjection;

namespace Volo.Abp.Security.Claims;

public static class AbpClaimTypes
{
    public static string UserName { get; set; } = ClaimTypes.Name;

    public static string UserId { get; set; } = ClaimTypes.NameIdentifier;

    public static string Email { get; set; } = ClaimTypes.Email;

    public static string TenantId { get; set; } = "tenantid";

    public static string ClientId { get; set; } = "client_id";
}

public interface ICurrentPrincipalAccessor
{
    ClaimsPrincipal Principal { get; }

    IDisposable Change(ClaimsPrincipal principal);
}

// Whom the flow was changed to, else the thread's.
internal class CurrentPrincipalAccessor : ICurrentPrincipalAccessor, ISingletonDependency
{
    private readonly AsyncLocal<ClaimsPrincipal?> _current = new();

    public ClaimsPrincipal Principal => _current.Value ?? GetClaimsPrincipal();

    public IDisposable Change(ClaimsPrincipal principal)
    {
        var before = _current.Value;
        _current.Value = principal;
        return new DisposeAction(() => _current.Value = before);
    }

    protected virtual ClaimsPrincipal GetClaimsPrincipal() => (Thread.CurrentPrincipal as ClaimsPrincipal)!;
}
