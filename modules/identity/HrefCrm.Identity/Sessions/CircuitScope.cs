using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Identity.Sessions;

/// <summary>
/// Gives everything that happens in a circuit its person, tenant and address. They come from the circuit's own authenticated principal,
/// never from what the socket's request left behind. Nobody is somebody without a tenant: permissions on the host side are staff's alone.
/// </summary>
internal sealed class CircuitScope(
    AuthenticationStateProvider authentication,
    ICurrentTenant currentTenant,
    ITenantStore tenants,
    ICurrentPrincipalAccessor currentPrincipal,
    ClientAddress client) : CircuitHandler, IDisposable
{
    private ClaimsPrincipal _principal = new(new ClaimsIdentity());
    private TenantConfiguration? _tenant;
    private string? _address;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        authentication.AuthenticationStateChanged += FollowAsync;
        _principal = (await authentication.GetAuthenticationStateAsync()).User;
        // Read once, for its name: a store that fails later must not end the circuit.
        _tenant = TenantOf(_principal) is { } id ? await tenants.FindAsync(id) : null;
    }

    // A circuit may come back over another connection.
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _address = client.Value ?? _address;
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(
        Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        client.Value = _address;
        var tenantId = TenantOf(_principal);
        using (currentTenant.Change(tenantId, tenantId == _tenant?.Id ? _tenant?.Name : null))
        using (currentPrincipal.Change(_principal))
            await next(context);
    };

    public void Dispose() => authentication.AuthenticationStateChanged -= FollowAsync;

    private static Guid? TenantOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirst(AbpClaimTypes.TenantId)?.Value, out var id) ? id : null;

    private async void FollowAsync(Task<AuthenticationState> state) => _principal = (await state).User;
}
