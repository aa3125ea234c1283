using System.Security.Claims;
using HrefCrm.Tenancy.Directory;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Host.Shell;

/// <summary>
/// Gives everything that happens in a circuit its person, tenant and address. They come from the circuit's own authenticated principal, never from what
/// the socket's request left behind. Nobody is somebody without a tenant: permissions on the host side are staff's alone.
/// </summary>
internal sealed class CircuitScope(
    AuthenticationStateProvider authentication,
    ICurrentTenant currentTenant,
    ITenantProfileStore profiles,
    ICurrentPrincipalAccessor currentPrincipal,
    ClientAddress client) : CircuitHandler, IDisposable
{
    private ClaimsPrincipal _principal = new(new ClaimsIdentity());
    private string? _address;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        authentication.AuthenticationStateChanged += FollowAsync;
        _principal = (await authentication.GetAuthenticationStateAsync()).User;
    }

    // A circuit may come back over another connection.
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _address = client.Address ?? _address;
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        client.Address = _address;
        Guid? tenantId = Guid.TryParse(_principal.FindFirst(AbpClaimTypes.TenantId)?.Value, out var id) ? id : null;
        using (currentTenant.Change(tenantId, tenantId is null ? null : profiles.Find(id)?.Name))
        using (currentPrincipal.Change(_principal))
            await next(context);
    };

    public void Dispose() => authentication.AuthenticationStateChanged -= FollowAsync;

    private async void FollowAsync(Task<AuthenticationState> state) => _principal = (await state).User;
}
