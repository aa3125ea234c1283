using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Caching.Memory;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.Identity.Sessions;

/// <summary>
/// Wrong tries by the network that they come from, in the memory of each host: what many accounts are tried from is slowed down. Forgotten after
/// an hour without any.
/// </summary>
public sealed class NetworkFailures : ISingletonDependency, IDisposable
{
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly MemoryCache _failures = new(new MemoryCacheOptions { SizeLimit = 100_000 });
    private readonly Lock _lock = new();

    /// <summary>The network of a client: an IPv4 address, or the 64 bits of an IPv6 address that one client has all to itself.</summary>
    public static string NetworkOf(string? address) =>
        IPAddress.TryParse(address, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(ip.GetAddressBytes().AsSpan(0, 8))
            : address ?? "";

    /// <summary>How long a network has to wait.</summary>
    public TimeSpan FindWait(string network) => _failures.TryGetValue(network, out Failures? failures)
        ? Backoff.OfNetwork.After(failures!.Count) - (DateTime.UtcNow - failures.LastAt)
        : TimeSpan.Zero;

    /// <summary>Counts a wrong try.</summary>
    public void Count(string network)
    {
        lock (_lock)
        {
            var count = _failures.TryGetValue(network, out Failures? failures) ? failures!.Count : 0;
            var options = new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Memory };
            _failures.Set(network, new Failures(count + 1, DateTime.UtcNow), options);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _failures.Dispose();

    private sealed record Failures(int Count, DateTime LastAt);
}
