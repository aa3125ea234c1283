using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Identity.Sessions;

/// <summary>The network address of the person who a request or a circuit works for.</summary>
public sealed class ClientAddress : ISingletonDependency
{
    private readonly AsyncLocal<string?> _value = new();

    /// <summary>The address; null if it is not known, as outside of requests and circuits.</summary>
    public string? Value
    {
        // It flows from the socket's handshake into its circuit; CircuitScope keeps it for what starts elsewhere.
        get => _value.Value;
        internal set => _value.Value = value;
    }

    internal static string? Format(IPAddress? address) =>
        (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();
}

/// <summary>Adds <see cref="ClientAddress"/> to a pipeline.</summary>
public static class ClientAddressApplicationBuilderExtensions
{
    /// <summary>Notes the client's address for what follows: after forwarded headers are read, before anybody signs in.</summary>
    public static IApplicationBuilder UseClientAddress(this IApplicationBuilder app)
    {
        var client = app.ApplicationServices.GetRequiredService<ClientAddress>();
        return app.Use((HttpContext context, RequestDelegate next) =>
        {
            client.Value = ClientAddress.Format(context.Connection.RemoteIpAddress);
            return next(context);
        });
    }
}
