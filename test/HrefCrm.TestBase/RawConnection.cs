using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HrefCrm.TestBase;

/// <summary>A bare connection, for requests that no HTTP client would send. Text is Latin-1, a byte for a character.</summary>
public sealed class RawConnection : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly List<byte> _received = [];

    private RawConnection()
    {
    }

    public static async Task<RawConnection> OpenAsync(int port)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, port);
        return connection;
    }

    public async Task WriteAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (ReadOnlyMemory<byte> rest = Encoding.Latin1.GetBytes(text); rest.Length > 0;)
            rest = rest[await _socket.SendAsync(rest, patience.Token)..];
    }

    /// <summary>Writes again and again until the host answers; what breaks while writing is the host's hanging up.</summary>
    public async Task<Answer> WriteUntilAnsweredAsync(string text, int atMost, bool isApi = true)
    {
        var answer = ReadAnswerAsync(isApi: isApi);
        for (var i = 0; !answer.IsCompleted; i++)
        {
            i.ShouldBeLessThan(atMost, "the host went on reading");
            try
            {
                await WriteAsync(text);
            }
            catch (SocketException)
            {
                break;
            }
        }

        return await answer;
    }

    /// <summary>Reads one answer, and checks what every answer under <c>/api</c> has to keep to.</summary>
    public async Task<Answer> ReadAnswerAsync(bool isHead = false, bool isApi = true)
    {
        var lines = (await ReadHeadAsync()).Split("\r\n");
        var headers = lines[1..].Select(l => l.Split(": ", 2)).ToLookup(l => l[0].ToUpperInvariant(), l => l[1]);
        var length = isHead ? 0 : int.Parse(headers["CONTENT-LENGTH"].Single(), CultureInfo.InvariantCulture);
        while (_received.Count < length)
            (await ReceiveAsync()).ShouldBeTrue("closed in mid-answer");

        var body = Encoding.UTF8.GetString([.. _received[..length]]);
        _received.RemoveRange(0, length);
        var answer = new Answer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, body);
        return isApi ? answer.ShouldKeepTheContract(isHead) : answer;
    }

    /// <summary>Reads an answer's first line and headers, and no body.</summary>
    public async Task<string> ReadHeadAsync()
    {
        int end;
        while ((end = Encoding.Latin1.GetString([.. _received]).IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
            (await ReceiveAsync()).ShouldBeTrue($"closed without an answer after {_received.Count} bytes");

        var head = Encoding.Latin1.GetString([.. _received[..end]]);
        _received.RemoveRange(0, end + 4);
        return head;
    }

    /// <summary>Whether the host says nothing more and hangs up.</summary>
    public async Task<bool> IsHungUpAsync()
    {
        while (await ReceiveAsync())
        {
        }

        return _received.Count == 0;
    }

    /// <summary>Goes away without a goodbye.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[4096];
        try
        {
            var count = await _socket.ReceiveAsync(buffer, patience.Token);
            _received.AddRange(buffer.AsSpan(0, count));
            return count > 0;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The host was silent for {Patience.TotalSeconds} seconds.");
        }
    }
}
