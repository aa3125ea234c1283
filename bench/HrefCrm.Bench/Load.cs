using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace HrefCrm.Bench;

/// <summary>
/// A load generator of one thread, which polls its connections, so that it takes little of what it measures. With a rate it is open: request k is due at
/// k / rate, whatever became of the ones before, and its latency counts from then, so that waiting for a free connection counts too. Without one, each
/// connection sends when it was answered.
/// </summary>
internal static partial class Load
{
    private const short PollIn = 1;

    /// <summary>Sends <paramref name="count"/> requests at once, or for <paramref name="seconds"/>; what is due is given up after as long again.</summary>
    /// <returns>The latencies, and the ids of all answers; each was a 201.</returns>
    public static (Latency Latency, List<Guid> Ids) Run(Stage stage, Server server, bool product, double? rate, double seconds = 300, long? count = null)
    {
        var requests = count ?? (rate is null ? long.MaxValue : (long)(rate * seconds));
        Connection[] connections =
            [.. Enumerable.Range(0, rate is null && count is null ? 1 : BenchOptions.Connections).Select(_ => new Connection(stage, server, product))];
        var polled = Array.ConvertAll(connections, c => new PollFd { Fd = (int)c.Handle, Events = PollIn });
        var idle = new Stack<Connection>(connections);
        _ = prctl(29, 1); // PR_SET_TIMERSLACK: wake to the microsecond

        var began = Stopwatch.GetTimestamp() + Stopwatch.Frequency / 10;
        var end = began + (long)(seconds * Stopwatch.Frequency * (rate is null ? 1 : 2));
        long Due(long k) => rate is null ? 0 : began + (long)(k * Stopwatch.Frequency / rate.Value);
        var latencies = new List<double>();
        var ids = new List<Guid>();
        var sent = 0L;
        long now;
        while ((now = Stopwatch.GetTimestamp()) < end && ids.Count < requests)
        {
            for (; sent < requests && idle.Count > 0 && Due(sent) <= now; sent++)
                idle.Pop().Send(rate is null ? Stopwatch.GetTimestamp() : Due(sent));

            var until = sent < requests && idle.Count > 0 ? Math.Min(Due(sent), end) : end;
            var left = Math.Max(0, until - Stopwatch.GetTimestamp());
            var timeout = new Timespec(left / 1_000_000_000, left % 1_000_000_000);
            _ = ppoll(polled, (nuint)polled.Length, ref timeout, 0);
            for (var i = 0; i < polled.Length; i++)
            {
                if (polled[i].Revents == 0 || connections[i].Receive() is not { } id)
                    continue;
                ids.Add(id);
                latencies.Add(Stopwatch.GetElapsedTime(connections[i].Due).TotalMilliseconds);
                idle.Push(connections[i]);
            }
        }

        Array.ForEach(connections, c => c.Dispose());
        latencies.Sort();
        double Percentile(double p) => latencies[(int)Math.Ceiling(p * latencies.Count) - 1];
        return (new(rate, latencies.Count, rate is null ? 0 : requests - latencies.Count, Percentile(0.5), Percentile(0.99), latencies[^1]), ids);
    }

    // Stopwatch and poll both count nanoseconds.
    [LibraryImport("libc")]
    private static partial int ppoll([In, Out] PollFd[] fds, nuint count, ref Timespec timeout, nint signals);

    [LibraryImport("libc")]
    private static partial int prctl(int option, nuint value);

    private struct PollFd
    {
        public int Fd;
        public short Events;
        public short Revents;
    }

    private record struct Timespec(long Seconds, long Nanoseconds);

    private sealed class Connection : IDisposable
    {
        private static readonly byte[] Number = "000000000"u8.ToArray();

        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly byte[] _request;
        private readonly int[] _numbers;
        private readonly byte[] _answer = new byte[4096];
        private int _length;

        public Connection(Stage stage, Server server, bool product)
        {
            var body = """{"first_name":"Ada","last_name":"Lovelace","email":"ada.000000000@example.com","phone":"+1555000000000","source":"website","metadata":{"page":"/contact"}}""";
            _request = Encoding.ASCII.GetBytes(
                $"POST {(product ? "/api/leads/intake" : "/leads")} HTTP/1.1\r\nHost: bench.{Stage.BaseDomain}\r\nX-API-Key: {stage.ApiKey}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            _numbers = [_request.AsSpan().IndexOf(Number), _request.AsSpan().LastIndexOf(Number)];
            _socket.Connect(IPAddress.Loopback, server.Port);
        }

        public nint Handle => _socket.Handle;

        public long Due { get; private set; }

        public void Send(long due)
        {
            Due = due;
            var n = Random.Shared.Next(1_000_000_000);
            foreach (var at in _numbers)
                Utf8Formatter.TryFormat(n, _request.AsSpan(at), out _, new('D', 9));
            _socket.Send(_request);
        }

        /// <summary>Reads what has come.</summary>
        /// <returns>The lead's id once the answer is whole.</returns>
        public Guid? Receive()
        {
            var read = _socket.Receive(_answer.AsSpan(_length));
            _length += read;
            var answer = _answer.AsSpan(0, _length);
            // The answer is small, and ends with its JSON object, or with a chunked body's last chunk.
            if (read > 0 && !answer.EndsWith("}"u8) && !answer.EndsWith("\r\n0\r\n\r\n"u8))
                return null;
            _length = 0;
            var id = answer.IndexOf("\"lead_id\":\""u8) + 11;
            return answer.StartsWith("HTTP/1.1 201"u8) && Utf8Parser.TryParse(answer[id..], out Guid parsed, out _)
                ? parsed
                : throw new BenchException($"an answer that was no 201: {Encoding.ASCII.GetString(answer)}");
        }

        public void Dispose() => _socket.Dispose();
    }
}
