using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace HrefCrm.TestBase;

/// <summary>A TCP address that leads to a server's Unix socket, and later to another's.</summary>
public sealed class MovingAddress : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, byte> _open = new();
    private volatile string _target;

    public MovingAddress(string target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Leads new connections elsewhere.</summary>
    /// <param name="target">The other server's Unix socket.</param>
    /// <param name="cut">Whether those that are open are cut; else they go on leading to where they led.</param>
    public void MoveTo(string target, bool cut)
    {
        _target = target;
        if (cut)
            Cut();
    }

    public void Dispose()
    {
        _listener.Dispose();
        Cut();
    }

    private void Cut()
    {
        foreach (var socket in _open.Keys)
            socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = ConnectAsync(client);
        }
    }

    private async Task ConnectAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            (_open[client], _open[server]) = (0, 0);
            try
            {
                await server.ConnectAsync(new UnixDomainSocketEndPoint(_target));
                await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Nobody is there, or it was cut: the other side hears of it by the end of its connection.
            }
            finally
            {
                _open.TryRemove(client, out _);
                _open.TryRemove(server, out _);
            }
        }
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var read)
                await to.SendAsync(buffer.AsMemory(0, read));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }
}
