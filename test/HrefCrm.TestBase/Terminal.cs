using System.Diagnostics;
using System.Text.Json;

namespace HrefCrm.TestBase;

/// <summary>How a run of the CLI ended.</summary>
public sealed record Run(string Line, int ExitCode, string Output, string Error)
{
    /// <summary>What was printed, if the command succeeded and had nothing to complain of.</summary>
    public string ShouldSucceed()
    {
        ExitCode.ShouldBe(0, $"{Line}: {Error}");
        Error.ShouldBeEmpty(Line);
        return Output;
    }

    public JsonElement ShouldGiveJson() => JsonDocument.Parse(ShouldSucceed()).RootElement;

    /// <summary>A command that fails says why in one line on standard error, and nothing on standard output.</summary>
    public string ShouldFail(params string[] words)
    {
        ExitCode.ShouldNotBe(0, Line);
        Output.ShouldBeEmpty(Line);
        Error.ShouldEndWith(Environment.NewLine, customMessage: Line);
        var error = Error[..^Environment.NewLine.Length];
        error.ShouldStartWith("hrefcrm: ", customMessage: Line);
        error.Split('\n', '\r').ShouldHaveSingleItem();
        error.ShouldNotContain("   at ");
        foreach (var word in words)
            error.ShouldContain(word, Case.Insensitive, Line);
        return error;
    }
}

/// <summary>Runs the real CLI in a process of its own.</summary>
public static class Terminal
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Tests and CLI are built alike: bin/<configuration>/<framework>.
    private static readonly string Program = Path.Combine(
        [RepositoryRoot.Path, "src", "HrefCrm.Cli", "bin", .. AppContext.BaseDirectory.TrimEnd('/').Split('/')[^2..], "hrefcrm.dll"]);

    public static Task<Run> RunAsync(string? connectionString, params string[] arguments) =>
        RunWithAsync([new("ConnectionStrings__Default", connectionString)], arguments);

    /// <param name="settings">Variables of the environment.</param>
    /// <param name="arguments">The command line.</param>
    public static async Task<Run> RunWithAsync(KeyValuePair<string, string?>[] settings, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("ConnectionStrings__", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in settings.Where(s => s.Value is not null))
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new Run(string.Join(' ', arguments), process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"hrefcrm {string.Join(' ', arguments)} did not end.");
        }
    }
}
