using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HrefCrm.Bench;

/// <summary>Programs that run to their end.</summary>
internal static class Shell
{
    /// <summary>The last line that is no stack trace.</summary>
    public static string? LastWord(IEnumerable<string> lines) => lines.LastOrDefault(l => l.Length > 0 && l[0] is not (' ' or '-'));

    public static async Task<string> RunAsync(string file, IEnumerable<string> args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(file, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new BenchException($"{Path.GetFileName(file)} failed: {LastWord((await errors).Split('\n'))}");
    }
}

/// <summary>What the kernel says of a process.</summary>
internal static class ProcFs
{
    private const double TicksPerSecond = 100;

    /// <summary>User and system seconds so far.</summary>
    public static double CpuSeconds(int pid) => Stat(pid)[11..13].Sum() / TicksPerSecond;

    /// <summary>The same of a process with its children, also those that have ended.</summary>
    public static double TreeCpuSeconds(int pid)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(d => int.TryParse(Path.GetFileName(d), out var other) ? Stat(other) : new long[15]);
        return (Stat(pid)[11..15].Sum() + all.Where(s => s[1] == pid).Sum(s => s[11] + s[12])) / TicksPerSecond;
    }

    public static int Parent(int pid) => (int)Stat(pid)[1];

    public static double RssMb(int pid) =>
        long.Parse(File.ReadAllText($"/proc/{pid}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize / 1048576.0;

    // The numbers behind the name, which may hold blanks; zeros for a process that has gone.
    private static long[] Stat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return [.. text[(text.LastIndexOf(')') + 2)..].Split(' ').Select(n => long.TryParse(n, out var value) ? value : 0)];
        }
        catch (IOException)
        {
            return new long[15];
        }
    }
}

/// <summary>A web server under test, on a loopback port of its own.</summary>
internal sealed class Server : IDisposable
{
    private static readonly ConcurrentBag<Process> Started = [];

    private readonly Process _process;

    private Server(Process process, int port, double startUp) => (_process, Port, StartUpSeconds) = (process, port, startUp);

    /// <summary>Stops those that nobody disposed of, because the run was interrupted.</summary>
    public static void StopAll()
    {
        foreach (var process in Started)
            process.Kill();
    }

    public int Port { get; }

    /// <summary>From the start of the process until it took a connection.</summary>
    public double StartUpSeconds { get; }

    public double CpuSeconds => ProcFs.CpuSeconds(_process.Id);

    public double RssMb => ProcFs.RssMb(_process.Id);

    public static async Task<Server> StartAsync(string project, params (string Name, string Value)[] settings)
    {
        var port = FreePort();
        var log = Path.Combine(Stage.Work, Path.GetFileName(project) + ".log");
        // The shell gives it a log file and becomes it.
        var start = new ProcessStartInfo(
            "sh", ["-c", "exec dotnet \"$0\" --urls \"$1\" >\"$2\" 2>&1", Stage.Assembly(project), $"http://127.0.0.1:{port}", log]);
        foreach (var (name, value) in settings.Append(("DOTNET_ENVIRONMENT", "Production")).Append(("ASPNETCORE_ENVIRONMENT", "Production")))
            start.Environment[name] = value;

        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        Started.Add(process);
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return new Server(process, port, Stopwatch.GetElapsedTime(began).TotalSeconds);
            }
            catch (SocketException) when (!process.HasExited && Stopwatch.GetElapsedTime(began).TotalSeconds < 120)
            {
                await Task.Delay(5);
            }
            catch (SocketException)
            {
                process.Kill();
                throw new BenchException($"{project} did not start: {Shell.LastWord(File.ReadLines(log))}");
            }
        }
    }

    // Not one of those that connections are made from: a try to connect might get the port itself.
    private static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 30_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
            }
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
    }
}
