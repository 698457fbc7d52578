using System.Buffers;
using System.Text.Json;

namespace Pennant.Contract.Logging;

/// <summary>A function's log: one JSON line per event. Never given message text, names, tokens or keys: what is not passed in cannot leak.</summary>
/// <remarks>AWS Lambda hands a program one event at a time, so what belongs to the event (its request id, the time since it began) is remembered here.</remarks>
/// <param name="output">Written in whole lines, by any thread.</param>
/// <param name="function">The verb, e.g. <c>Dispatch</c>.</param>
public sealed class Log(Stream output, TimeProvider clock, string environment, string function)
{
    /// <summary>An exception's message is cut here: some quote what they choked on.</summary>
    private const int LongestMessage = 300;

    private readonly Lock gate = new();
    private (string RequestId, long BeganAt)? current;

    /// <summary>An event is about to be handled: what is written from now on belongs to it.</summary>
    public void Begin(string requestId) => current = (requestId, clock.GetTimestamp());

    public void Event(string name, params ReadOnlySpan<(string Key, object? Value)> fields) => Write(LogLevels.Info, name, [], fields);

    public void Warning(string name, params ReadOnlySpan<(string Key, object? Value)> fields) => Write(LogLevels.Warn, name, [], fields);

    public void Error(string name, Exception failure, params ReadOnlySpan<(string Key, object? Value)> fields) =>
        Write(LogLevels.Error, name, [], [.. fields, (LogFields.Error, failure.GetType().Name), ("message", Short(failure.Message)), (LogFields.Stack, failure.StackTrace)]);

    /// <summary>An event that CloudWatch takes data points from.</summary>
    /// <param name="level">One of <see cref="LogLevels"/>.</param>
    public void Measure(string level, string name, ReadOnlySpan<(string Metric, double Value)> points, params ReadOnlySpan<(string Key, object? Value)> fields) =>
        Write(level, name, points, fields);

    private static string Short(string message) => message.Length <= LongestMessage ? message : message[..LongestMessage];

    private void Write(string level, string name, ReadOnlySpan<(string Metric, double Value)> points, ReadOnlySpan<(string Key, object? Value)> fields)
    {
        var (now, line) = (clock.GetUtcNow(), new ArrayBufferWriter<byte>(512));
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString(LogFields.Timestamp, Times.ToText(now));
            json.WriteString(LogFields.Level, level);
            json.WriteString(LogFields.Event, name);
            json.WriteString(LogFields.Function, function);
            json.WriteString(LogFields.Environment, environment);
            if (current is { } call)
            {
                json.WriteString(LogFields.RequestId, call.RequestId);
                json.WriteNumber(LogFields.DurationMs, Math.Round(clock.GetElapsedTime(call.BeganAt).TotalMilliseconds, 1));
            }
            foreach (var (key, value) in fields) WriteField(json, key, value);
            if (points.Length > 0) MetricFormat.Write(json, now, environment, points);
            json.WriteEndObject();
        }
        line.GetSpan(1)[0] = (byte)'\n';
        line.Advance(1);
        lock (gate) output.Write(line.WrittenSpan);
    }

    private static void WriteField(Utf8JsonWriter json, string key, object? value)
    {
        switch (value)
        {
            case null: break;
            case int number: json.WriteNumber(key, number); break;
            case long number: json.WriteNumber(key, number); break;
            case bool flag: json.WriteBoolean(key, flag); break;
            default: json.WriteString(key, value.ToString()); break;
        }
    }
}
