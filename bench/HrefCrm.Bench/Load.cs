using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace HrefCrm.Bench;

/// <summary>
/// A load generator of blocking sockets, one thread each. With a rate it is open: request k is due at k / rate, whatever became of the ones before,
/// and its latency counts from then, so that waiting for a free connection counts too. Without one, a single connection sends when it was answered.
/// </summary>
internal static partial class Load
{
    /// <summary>Sends <paramref name="count"/> requests at once, or for <paramref name="seconds"/>; what is due is given up after as long again.</summary>
    /// <returns>The latencies, and the ids of all answers; each was a 201.</returns>
    public static (Latency Latency, List<Guid> Ids) Run(Stage stage, Server server, bool product, double? rate, double seconds = 300, long? count = null)
    {
        var requests = count ?? (rate is null ? long.MaxValue : (long)(rate * seconds));
        var began = Stopwatch.GetTimestamp() + Stopwatch.Frequency / 10;
        var end = began + (long)(seconds * Stopwatch.Frequency * (rate is null ? 1 : 2));
        long next = -1;
        Connection[] connections =
            [.. Enumerable.Range(0, rate is null && count is null ? 1 : BenchOptions.Connections).Select(_ => new Connection(stage, server, product))];
        Thread[] threads = [.. connections.Select(connection => new Thread(
            () =>
            {
                _ = prctl(29, 1); // PR_SET_TIMERSLACK: wake to the microsecond
                for (var k = Interlocked.Increment(ref next); k < requests && Stopwatch.GetTimestamp() < end; k = Interlocked.Increment(ref next))
                {
                    var due = rate is null ? Stopwatch.GetTimestamp() : began + (long)(k * Stopwatch.Frequency / rate.Value);
                    SleepUntil(due);
                    connection.Send(due);
                }
            },
            maxStackSize: 256 * 1024))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Array.ForEach(connections, c => c.Dispose());
        if (connections.Select(c => c.Failure).FirstOrDefault(f => f is not null) is { } failure)
            throw new BenchException($"an answer that was no 201: {failure}");

        double[] sorted = [.. connections.SelectMany(c => c.Latencies).Order()];
        double Percentile(double p) => sorted[(int)Math.Ceiling(p * sorted.Length) - 1];
        var unanswered = rate is null ? 0 : requests - sorted.Length;
        return (new(rate, sorted.Length, unanswered, Percentile(0.5), Percentile(0.99), sorted[^1]), [.. connections.SelectMany(c => c.Ids)]);
    }

    private static void SleepUntil(long due)
    {
        var time = new Timespec(due / 1_000_000_000, due % 1_000_000_000);
        while (Stopwatch.GetTimestamp() < due)
            _ = clock_nanosleep(1, 1, ref time, 0); // CLOCK_MONOTONIC, as Stopwatch; absolute
    }

    [LibraryImport("libc")]
    private static partial int clock_nanosleep(int clock, int flags, ref Timespec until, nint remaining);

    [LibraryImport("libc")]
    private static partial int prctl(int option, nuint value);

    private record struct Timespec(long Seconds, long Nanoseconds);

    private sealed class Connection : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
        private readonly Random _random = new();
        private readonly string _head;
        private readonly byte[] _buffer = new byte[4096];

        public Connection(Stage stage, Server server, bool product)
        {
            var path = product ? "/api/leads/intake" : "/leads";
            _head = $"POST {path} HTTP/1.1\r\nHost: bench.{Stage.BaseDomain}\r\nX-API-Key: {stage.ApiKey}\r\nContent-Type: application/json\r\nContent-Length: ";
            _socket.Connect(IPAddress.Loopback, server.Port);
        }

        public List<double> Latencies { get; } = [];

        public List<Guid> Ids { get; } = [];

        public string? Failure { get; private set; }

        public void Send(long due)
        {
            if (Failure is not null)
                return;
            var n = $"{_random.Next(1_000_000_000):D9}";
            var body =
                $$$"""{"first_name":"Ada","last_name":"Lovelace","email":"ada.{{{n}}}@example.com","phone":"+1555{{{n}}}","source":"website","metadata":{"page":"/contact"}}""";
            try
            {
                _socket.Send(_buffer.AsSpan(0, Encoding.ASCII.GetBytes($"{_head}{body.Length}\r\n\r\n{body}", _buffer)));
                // The answer is small, and ends with its JSON object, or with a chunked body's last chunk.
                var length = 0;
                while (!(_buffer.AsSpan(0, length) is var part && (part.EndsWith("}"u8) || part.EndsWith("\r\n0\r\n\r\n"u8))))
                    length += _socket.Receive(_buffer.AsSpan(length)) is > 0 and var read ? read : throw new SocketException();
                var answer = Encoding.ASCII.GetString(_buffer, 0, length);
                if (!answer.StartsWith("HTTP/1.1 201", StringComparison.Ordinal))
                    Failure = answer;
                Latencies.Add(Stopwatch.GetElapsedTime(due).TotalMilliseconds);
                Ids.Add(Guid.Parse(answer.AsSpan(answer.IndexOf("\"lead_id\":\"", StringComparison.Ordinal) + 11, 36)));
            }
            catch (Exception e) when (e is SocketException or FormatException)
            {
                Failure ??= e.Message;
            }
        }

        public void Dispose() => _socket.Dispose();
    }
}
