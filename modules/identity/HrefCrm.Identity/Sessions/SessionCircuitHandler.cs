using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Identity.Sessions;

/// <summary>
/// Ties a circuit to its session. Once that has ended, nobody is signed in there any more (<c>RedirectOnSignOut</c> then leaves the page),
/// and nothing that still comes in is done. A circuit without a session does nothing at all.
/// </summary>
internal sealed class SessionCircuitHandler(CircuitSessionMonitor monitor, AuthenticationStateProvider authentication) : CircuitHandler
{
    private CircuitSession? _session;

    // Before CircuitScope gives the circuit its person and tenant.
    public override int Order => -1;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        if (!Guid.TryParse(user.FindFirst(IdentityClaimTypes.Session)?.Value, out var id))
            return;
        Guid? tenantId = Guid.TryParse(user.FindFirst(AbpClaimTypes.TenantId)?.Value, out var tenant) ? tenant : null;
        _session = monitor.Open(id, tenantId, SignOut);
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_session is not null)
            monitor.Close(_session);
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(
        Func<CircuitInboundActivityContext, Task> next) =>
        context => _session is { IsTrusted: true } ? next(context) : Task.CompletedTask;

    private void SignOut() => ((IHostEnvironmentAuthenticationStateProvider)authentication)
        .SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
}
