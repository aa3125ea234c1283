using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace HrefCrm.Bench;

/// <summary>
/// A load generator of blocking sockets, one thread each. With a rate it is open: request k is due at k / rate, whatever became of the ones before,
/// and its latency counts from then, so that waiting for a free connection counts too. Without one, each connection sends when it was answered.
/// </summary>
internal static partial class Load
{
    /// <summary>Sends <paramref name="count"/> requests, or for <paramref name="seconds"/>; overdue ones are given up after as long again.</summary>
    /// <returns>The latencies in milliseconds, and the ids of the 201s.</returns>
    public static (Latency Latency, List<Guid> Ids) Run(
        int port, string path, string host, string key, int connections, double? rate = null, double seconds = double.MaxValue, long? count = null)
    {
        var requests = count ?? (rate is null ? long.MaxValue : (long)(rate * seconds));
        var began = Stopwatch.GetTimestamp() + Stopwatch.Frequency / 10;
        var end = seconds > 1e6 ? long.MaxValue : began + (long)(seconds * Stopwatch.Frequency * (rate is null ? 1 : 2));
        long next = -1;
        var workers = Enumerable.Range(0, connections).Select(_ => new Connection(port, path, host, key)).ToArray();
        var threads = workers.Select(worker => new Thread(
            () =>
            {
                _ = prctl(29, 1); // PR_SET_TIMERSLACK: wake to the microsecond
                for (var k = Interlocked.Increment(ref next); k < requests && Stopwatch.GetTimestamp() < end; k = Interlocked.Increment(ref next))
                {
                    var due = rate is null ? Stopwatch.GetTimestamp() : began + (long)(k * Stopwatch.Frequency / rate.Value);
                    if (rate is not null)
                        SleepUntil(due);
                    worker.Send(due);
                }
            },
            maxStackSize: 256 * 1024)).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Array.ForEach(workers, w => w.Dispose());
        if (workers.Select(w => w.Failure).FirstOrDefault(f => f is not null) is { } failure)
            throw new BenchException($"an answer that was no 201: {failure}");

        double[] sorted = [.. workers.SelectMany(w => w.Latencies).Order()];
        var unanswered = rate is null ? 0 : requests - sorted.Length;
        return (new(rate, sorted.Length, unanswered, Percentile(sorted, 0.5), Percentile(sorted, 0.99), sorted[^1]), [.. workers.SelectMany(w => w.Ids)]);
    }

    private static double Percentile(double[] sorted, double p) => sorted[Math.Max(0, (int)Math.Ceiling(p * sorted.Length) - 1)];

    private static void SleepUntil(long due)
    {
        var time = new Timespec { Seconds = due / 1_000_000_000, Nanoseconds = due % 1_000_000_000 };
        while (Stopwatch.GetTimestamp() < due)
            _ = clock_nanosleep(1, 1, ref time, 0); // CLOCK_MONOTONIC, as Stopwatch; absolute
    }

    [LibraryImport("libc")]
    private static partial int clock_nanosleep(int clock, int flags, ref Timespec until, nint remaining);

    [LibraryImport("libc")]
    private static partial int prctl(int option, nuint value);

    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    private sealed class Connection : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly Random _random = new();
        private readonly string _head;
        private readonly byte[] _buffer = new byte[4096];

        public Connection(int port, string path, string host, string key)
        {
            _head = $"POST {path} HTTP/1.1\r\nHost: {host}\r\nX-API-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: ";
            _socket.ReceiveTimeout = 60_000;
            _socket.Connect(IPAddress.Loopback, port);
        }

        public List<double> Latencies { get; } = [];

        public List<Guid> Ids { get; } = [];

        public string? Failure { get; private set; }

        public void Send(long due)
        {
            if (Failure is not null)
                return;
            try
            {
                var n = _random.Next(1_000_000_000).ToString("D9");
                var body =
                    $$$"""{"first_name":"Ada","last_name":"Lovelace","email":"ada.{{{n}}}@example.com","phone":"+1555{{{n}}}","source":"website","metadata":{"page":"/contact"}}""";
                _socket.Send(_buffer.AsSpan(0, Encoding.ASCII.GetBytes($"{_head}{body.Length}\r\n\r\n{body}", _buffer)));
                Take(due);
            }
            catch (Exception e) when (e is SocketException or JsonException or InvalidOperationException or FormatException)
            {
                Failure = e.Message;
            }
        }

        public void Dispose() => _socket.Dispose();

        private void Take(long due)
        {
            var length = 0;
            int body;
            while ((body = BodyOf(_buffer.AsSpan(0, length))) < 0)
            {
                var read = _socket.Receive(_buffer.AsSpan(length));
                if (read == 0)
                    throw new InvalidOperationException("the connection was closed");
                length += read;
            }

            var answer = _buffer.AsSpan(0, length);
            if (!answer.StartsWith("HTTP/1.1 201"u8))
                throw new InvalidOperationException(Encoding.ASCII.GetString(answer[..answer.IndexOf((byte)'\r')]));
            Latencies.Add(Stopwatch.GetElapsedTime(due).TotalMilliseconds);
            // Both answers begin with the id.
            Ids.Add(Guid.Parse(Encoding.ASCII.GetString(answer[(body + answer[body..].IndexOf("lead_id"u8) + 10)..][..36])));
        }

        // Where the body begins if all of the answer is there, else -1.
        private static int BodyOf(ReadOnlySpan<byte> answer)
        {
            var head = answer.IndexOf("\r\n\r\n"u8);
            if (head < 0)
                return -1;
            var at = answer.IndexOf("Content-Length: "u8);
            if (at < 0 || at > head)
                return answer.EndsWith("\r\n0\r\n\r\n"u8) ? head + 4 : -1;
            var length = 0;
            foreach (var digit in answer[(at + 16)..answer.Length][..answer[(at + 16)..].IndexOf((byte)'\r')])
                length = length * 10 + digit - '0';
            return answer.Length >= head + 4 + length ? head + 4 : -1;
        }
    }
}
