using HrefCrm.Tenancy.Domain;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Host.Shell;

/// <summary>Where the person is who a request or a circuit works for.</summary>
[ExposeServices(typeof(IAuditOrigin), typeof(ClientAddress))]
internal sealed class ClientAddress : IAuditOrigin, ISingletonDependency
{
    private readonly AsyncLocal<string?> _address = new();

    // Flows from the socket's handshake into its circuit; CircuitScope keeps it for what starts elsewhere.
    public string? Address
    {
        get => _address.Value;
        set => _address.Value = value;
    }

    public Task SetAsync(HttpContext context, RequestDelegate next)
    {
        var address = context.Connection.RemoteIpAddress;
        Address = (address?.IsIPv4MappedToIPv6 == true ? address.MapToIPv4() : address)?.ToString();
        return next(context);
    }
}
