using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HrefCrm.Bench;

/// <summary>Programs that run to their end.</summary>
internal static class Shell
{
    public static async Task<string> RunAsync(string file, IEnumerable<string> args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(file, args) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Stage.Root };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new BenchException($"{Path.GetFileName(file)} failed: {(await errors).Trim().Split('\n')[^1]}");
    }
}

/// <summary>What the kernel says of a process.</summary>
internal static class ProcFs
{
    private const double TicksPerSecond = 100;

    /// <summary>User and system seconds so far.</summary>
    public static double CpuSeconds(int pid) => (Stat(pid) is { } s ? s[11] + s[12] : 0) / TicksPerSecond;

    /// <summary>The same of a process, its children, and those of them that have ended.</summary>
    public static double TreeCpuSeconds(int pid)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(d => int.TryParse(Path.GetFileName(d), out var child) ? Stat(child) : null)
            .Where(s => s is not null && s[1] == pid);
        return (Stat(pid)![11..15].Sum() + children.Sum(s => s![11] + s[12])) / TicksPerSecond;
    }

    public static int Parent(int pid) => (int)Stat(pid)![1];

    public static double RssMb(int pid) =>
        long.Parse(File.ReadAllText($"/proc/{pid}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize / 1048576.0;

    // The numbers behind the name, which may hold blanks.
    private static long[]? Stat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return [.. text[(text.LastIndexOf(')') + 2)..].Split(' ').Select(n => long.TryParse(n, out var value) ? value : 0)];
        }
        catch (IOException)
        {
            return null;
        }
    }
}

/// <summary>A web server under test, on a loopback port of its own.</summary>
internal sealed class Server : IDisposable
{
    private readonly Process _process;

    private Server(Process process, int port, double startUp) => (_process, Port, StartUpSeconds) = (process, port, startUp);

    public int Port { get; }

    /// <summary>From the start of the process until it took a connection.</summary>
    public double StartUpSeconds { get; }

    public double CpuSeconds => ProcFs.CpuSeconds(_process.Id);

    public double RssMb => ProcFs.RssMb(_process.Id);

    public static async Task<Server> StartAsync(string project, params (string Name, string Value)[] settings)
    {
        var port = FreePort();
        var dll = Stage.Assembly(project);
        var log = Path.Combine(Stage.Work, Path.GetFileName(dll) + ".log");
        // The shell gives it a log file and becomes it.
        var start = new ProcessStartInfo("sh", ["-c", "exec dotnet \"$0\" --urls \"$1\" >\"$2\" 2>&1", dll, $"http://127.0.0.1:{port}", log]);
        start.Environment["DOTNET_ENVIRONMENT"] = start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        while (!await AcceptsAsync(port))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(began).TotalSeconds > 120)
            {
                process.Kill();
                throw new BenchException($"{Path.GetFileName(dll)} did not start: {File.ReadLines(log).LastOrDefault()}");
            }

            await Task.Delay(5);
        }

        return new Server(process, port, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task<bool> AcceptsAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
