using System.Net;
using System.Net.Sockets;

namespace HrefCrm.Browser.Tests.Infrastructure;

/// <summary>The dumbest of load balancers: each connection goes to the next host, whoever it comes from. It can stall, and cut what is open.</summary>
public sealed class Balancer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<TcpClient> _open = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource _flowing = new();
    private int _next;

    public Balancer(params Uri[] hosts)
    {
        Hosts = hosts;
        _flowing.SetResult();
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Where new connections go.</summary>
    public IReadOnlyList<Uri> Hosts { get; set; }

    /// <summary>The address of a host behind it.</summary>
    public Uri At(Uri host) => new UriBuilder(host) { Port = Port }.Uri;

    /// <summary>Nothing comes through any more, and nobody is told.</summary>
    public void Stall() => _flowing = new TaskCompletionSource();

    public void Flow() => _flowing.TrySetResult();

    /// <summary>Ends every connection that is open.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _open.ForEach(c => c.Dispose());
            _open.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        Cut();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = JoinAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
    }

    private async Task JoinAsync(TcpClient browser)
    {
        var host = new TcpClient();
        lock (_lock)
            _open.AddRange([browser, host]);
        try
        {
            await _flowing.Task;
            var to = Hosts[Interlocked.Increment(ref _next) % Hosts.Count];
            await host.ConnectAsync(IPAddress.Loopback, to.Port, _end.Token);
            await Task.WhenAny(PumpAsync(browser, host), PumpAsync(host, browser));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
        }
        finally
        {
            browser.Dispose();
            host.Dispose();
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to)
    {
        try
        {
            var buffer = new byte[16384];
            int count;
            while ((count = await from.GetStream().ReadAsync(buffer, _end.Token)) > 0)
            {
                await _flowing.Task;
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _end.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
        }
    }
}
