using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace HrefCrm.TestBase;

/// <summary>Keeps every message with its exception, values and scopes.</summary>
public sealed class CapturedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _entries = new();

    /// <summary>Lines and what scopes hold.</summary>
    public IReadOnlyCollection<string> Entries => [.. _entries, .. Lines];

    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _entries.Enqueue(Text(state));
        return null;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{formatter(state, exception)} {Text(state)} {exception}");

    public void Dispose()
    {
    }

    private static string Text(object? state) =>
        state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values.Select(v => v.Value)) : $"{state}";
}
