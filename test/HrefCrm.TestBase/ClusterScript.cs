using System.Diagnostics;

namespace HrefCrm.TestBase;

/// <summary><c>build/cluster</c>, which starts and stops private PostgreSQL clusters.</summary>
public static class ClusterScript
{
    /// <returns>A superuser's connection string to the database <c>postgres</c>.</returns>
    public static async Task<string> StartAsync(string folder) =>
        (await RunAsync("start", folder)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];

    /// <param name="folder">The cluster's.</param>
    /// <param name="mode">As pg_ctl calls it: <c>immediate</c> is a crash.</param>
    public static Task StopAsync(string folder, string mode) => RunAsync("stop", folder, "-m", mode);

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(RepositoryRoot.Path, "build", "cluster"), arguments)
        {
            WorkingDirectory = RepositoryRoot.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return await output;
    }
}
