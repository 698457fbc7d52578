using System.Buffers;
using System.Text;
using System.Text.Json;
using Pennant.Contract;

namespace Pennant.Lambdas.Logging;

/// <summary>One JSON line per event. Never given message text, tokens or keys: what is not passed in cannot leak.</summary>
internal sealed class Log(TextWriter writer, TimeProvider clock, string environment)
{
    public void Event(string name, params ReadOnlySpan<(string Key, object? Value)> fields) => Write("info", name, fields);

    public void Warning(string name, params ReadOnlySpan<(string Key, object? Value)> fields) => Write("warning", name, fields);

    public void Error(string name, Exception failure, params ReadOnlySpan<(string Key, object? Value)> fields) =>
        Write("error", name, [.. fields, ("error", failure.GetType().Name), ("message", failure.Message), ("stack", failure.StackTrace)]);

    /// <summary>One data point, as CloudWatch takes it from a log line (embedded metric format).</summary>
    /// <param name="unit"><c>Count</c> or <c>Milliseconds</c>.</param>
    public void Metric(string name, double value = 1, string unit = "Count") => WriteLine(json =>
    {
        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", clock.GetUtcNow().ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteRawValue($$"""{"Namespace":"{{Metrics.Namespace}}","Dimensions":[["{{Metrics.Dimension}}"]],"Metrics":[{"Name":"{{name}}","Unit":"{{unit}}"}]}""");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString(Metrics.Dimension, environment);
        json.WriteNumber(name, value);
    });

    private void Write(string level, string name, ReadOnlySpan<(string Key, object? Value)> fields)
    {
        var copy = fields.ToArray();
        WriteLine(json =>
        {
            json.WriteString("time", Contract.Times.ToText(clock.GetUtcNow()));
            json.WriteString("level", level);
            json.WriteString("event", name);
            foreach (var (key, value) in copy) WriteField(json, key, value);
        });
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

    private void WriteLine(Action<Utf8JsonWriter> members)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        writer.WriteLine(Encoding.UTF8.GetString(line.WrittenSpan));
    }
}
