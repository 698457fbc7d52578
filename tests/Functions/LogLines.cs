using System.Text;
using System.Text.Json.Nodes;

namespace Pennant.Tests.Functions;

/// <summary>What a function has logged.</summary>
internal sealed class LogLines
{
    public LogLines() => Output = Stream.Synchronized(Written);

    public Stream Output { get; }

    private MemoryStream Written { get; } = new();

    public override string ToString()
    {
        lock (Output) return Encoding.UTF8.GetString(Written.ToArray());
    }

    public IReadOnlyList<JsonObject> All() => [.. ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <param name="name">The lines' <c>event</c>.</param>
    public IReadOnlyList<JsonObject> Of(string name) => [.. All().Where(line => (string?)line["event"] == name)];

    /// <summary>The data points of one metric.</summary>
    public IReadOnlyList<double> Metric(string name) => [.. All().Where(line => line["_aws"] is not null && line[name] is not null).Select(line => (double)line[name]!)];
}
