using System.Text.Json.Nodes;

namespace Pennant.Tests.Cloud;

/// <summary>What an alarm looks at, in one line.</summary>
internal static class AlarmText
{
    /// <summary>Each metric as it stands in an alarm, whose one metric stands in the alarm itself.</summary>
    public static IEnumerable<JsonNode> Metrics(JsonObject alarm) =>
        alarm["Metrics"] is JsonArray many ? many.Where(one => one!["MetricStat"] is not null).Select(Plain) : [alarm];

    public static string Of(JsonObject alarm)
    {
        var metrics = Metrics(alarm).Select(Text).ToArray();
        var expression = (string?)alarm["Metrics"]?.AsArray().SingleOrDefault(one => one!["Expression"] is not null)?["Expression"];
        return expression is null ? metrics.Single() : $"{Short(expression)} of {Common(metrics)}";
    }

    private static string Short(string expression) =>
        !expression.StartsWith("SUM", StringComparison.Ordinal) ? expression : expression.Contains("FILL", StringComparison.Ordinal) ? "SUM with zeros" : "SUM";

    private static JsonNode Plain(JsonNode? one)
    {
        var stat = one!["MetricStat"]!;
        var plain = stat["Metric"]!.DeepClone();
        (plain["Statistic"], plain["Period"]) = (stat["Stat"]!.DeepClone(), stat["Period"]!.DeepClone());
        return plain;
    }

    private static string Text(JsonNode metric)
    {
        var dimensions = (metric["Dimensions"]?.AsArray() ?? []).Select(one => $"{one!["Name"]}={Policies.Short((string)one["Value"]!)}").Order(StringComparer.Ordinal);
        return string.Join(' ', [$"{metric["Statistic"]}", $"{metric["Namespace"]}", $"{metric["MetricName"]}", .. dimensions]);
    }

    /// <summary>Lines that differ in one word are one, with the words in braces.</summary>
    private static string Common(string[] lines)
    {
        var words = lines.Select(line => line.Split(' ')).ToArray();
        return string.Join(' ', Enumerable.Range(0, words[0].Length).Select(index => Together([.. words.Select(line => line[index]).Distinct()])));
    }

    private static string Together(string[] words)
    {
        if (words.Length == 1) return words[0];
        var start = words[0][..(words[0].IndexOf('=', StringComparison.Ordinal) + 1)];
        var values = words.Select(word => word[start.Length..]).ToArray();
        var isEveryFunction = values.Order().SequenceEqual(Pennant.Contract.Names.Verbs.Where(verb => verb != "Watch").Select(verb => Pennant.Contract.Names.Function(verb, "prod")).Order());
        return $"{start}{{{(isEveryFunction ? "each function but Watch" : string.Join(", ", values))}}}";
    }
}
