using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Pennant.Contract;

namespace Pennant.Device.Service;

/// <summary>One line of JSON for each event. For journald each line begins with its priority, so that <c>journalctl -p warning</c> finds what went wrong.</summary>
internal sealed class LineLog(Stream output, bool isJournalled, TimeProvider time) : ILoggerProvider
{
    private readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) => new Source(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void Dispose()
    {
        lock (gate) output.Flush();
    }

    private void Write(LogLevel level, string source, string message, Exception? error)
    {
        using var line = new MemoryStream();
        if (isJournalled) line.Write(Encoding.ASCII.GetBytes($"<{Priority(level)}>"));
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("at"u8, Times.ToText(time.GetUtcNow()));
            json.WriteString("level"u8, level.ToString());
            json.WriteString("source"u8, source);
            json.WriteString("message"u8, message);
            if (error is not null) json.WriteString("error"u8, error.ToString());
            json.WriteEndObject();
        }
        line.WriteByte((byte)'\n');
        lock (gate)
        {
            output.Write(line.GetBuffer(), 0, (int)line.Length);
            output.Flush();
        }
    }

    /// <summary>As syslog counts.</summary>
    private static int Priority(LogLevel level) => level switch
    {
        LogLevel.Critical => 2,
        LogLevel.Error => 3,
        LogLevel.Warning => 4,
        LogLevel.Information => 6,
        _ => 7,
    };

    private sealed class Source(LineLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) log.Write(logLevel, name, formatter(state, exception), exception);
        }
    }
}
