using System.Text.Json;

namespace Pennant.Contract.Logging;

/// <summary>Data points inside a log line. Source: CloudWatch's embedded metric format. CloudWatch takes each line at least once.</summary>
internal static class MetricFormat
{
    public static void Write(Utf8JsonWriter json, DateTimeOffset at, string environment, ReadOnlySpan<(string Metric, double Value)> points)
    {
        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", at.ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteStartObject();
        json.WriteString("Namespace", Metrics.Namespace);
        json.WriteStartArray("Dimensions");
        json.WriteStartArray();
        json.WriteStringValue(Metrics.Dimension);
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (var (metric, _) in points)
        {
            json.WriteStartObject();
            json.WriteString("Name", metric);
            json.WriteString("Unit", Metrics.UnitOf(metric));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString(Metrics.Dimension, environment);
        foreach (var (metric, value) in points) json.WriteNumber(metric, value);
    }
}
