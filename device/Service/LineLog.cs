using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Pennant.Contract;
using Pennant.Contract.Logging;

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

    private void Write(LogLevel level, string source, string message, string? job, Exception? error)
    {
        using var line = new MemoryStream();
        if (isJournalled) line.Write(Encoding.ASCII.GetBytes($"<{Priority(level)}>"));
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString(LogFields.Timestamp, Times.ToText(time.GetUtcNow()));
            json.WriteString(LogFields.Level, Name(level));
            json.WriteString("source"u8, source);
            json.WriteString("message"u8, message);
            if (job is not null) json.WriteString(LogFields.MessageId, job);
            if (error is not null) json.WriteString(LogFields.Error, error.GetType().Name);
            if (error is not null) json.WriteString(LogFields.Stack, error.ToString());
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

    /// <summary>As the functions in the cloud spell it.</summary>
    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Critical => LogLevels.Fatal,
        LogLevel.Error => LogLevels.Error,
        LogLevel.Warning => LogLevels.Warn,
        LogLevel.Information => LogLevels.Info,
        _ => LogLevels.Debug,
    };

    /// <summary>The message that the event is about: the one value in it that is a message's id.</summary>
    private static string? JobIn<TState>(TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> values) return null;
        foreach (var (_, value) in values)
            if (value is string text && Names.IsMessageId(text)) return text;
        return null;
    }

    private sealed class Source(LineLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) log.Write(logLevel, name, formatter(state, exception), JobIn(state), exception);
        }
    }
}
