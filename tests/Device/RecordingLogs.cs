using Microsoft.Extensions.Logging;

namespace Pennant.Tests.Device;

/// <summary>Every line of every log, as <c>Level: text</c>.</summary>
internal sealed class RecordingLogs(Recorder<string> logs) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public ILogger<T> Of<T>() => new Typed<T>(this);

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        logs.Add($"{logLevel}: {formatter(state, exception)}");

    public void Dispose()
    {
        // nothing is held
    }

    private sealed class Typed<T>(ILogger log) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => log.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => log.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Log(logLevel, eventId, state, exception, formatter);
    }
}
