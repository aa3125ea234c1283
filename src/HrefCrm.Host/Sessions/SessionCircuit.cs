using System.Security.Claims;
using HrefCrm.Identity;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Host.Sessions;

/// <summary>
/// Ties an open page to its session. Once that has ended nobody is signed in there any more (<see cref="LeaveAtEnd"/> then leaves the page), and
/// nothing that still comes in is done.
/// </summary>
internal sealed class SessionCircuit(SessionWatch watch, AuthenticationStateProvider authentication) : CircuitHandler
{
    private OpenSession? _session;

    // Before what gives the circuit its person and tenant.
    public override int Order => -1;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        if (!Guid.TryParse(user.FindFirst(IdentityClaimTypes.Session)?.Value, out var id))
            return;
        Guid? tenantId = Guid.TryParse(user.FindFirst(AbpClaimTypes.TenantId)?.Value, out var tenant) ? tenant : null;
        _session = watch.Open(id, tenantId, SignOut);
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_session is not null)
            watch.Close(_session);
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        context => _session is { IsTrusted: true } ? next(context) : Task.CompletedTask;

    private void SignOut() => ((IHostEnvironmentAuthenticationStateProvider)authentication)
        .SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
}
