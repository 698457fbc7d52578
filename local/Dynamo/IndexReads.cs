using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pennant.Local.Endpoint;

namespace Pennant.Local.Dynamo;

/// <summary>Refuses, as AWS does, to read from an index what it does not hold. The engine would answer as if no item had the attribute.</summary>
internal static partial class IndexReads
{
    private static readonly HashSet<string> Words = new(["AND", "OR", "NOT", "BETWEEN", "IN", "attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size"], StringComparer.OrdinalIgnoreCase);

    /// <param name="input">Of <c>Query</c> or <c>Scan</c>.</param>
    /// <exception cref="AwsException">It names attributes that are only in the table.</exception>
    public static void Check(TableSchema table, JsonObject input)
    {
        if (input["IndexName"]?.ToString() is not { } name || table.HeldBy(name) is not { } held) return;
        var (wanted, filtered) = (Missing(input, "ProjectionExpression", held), Missing(input, "FilterExpression", held));
        if (wanted.Length > 0) throw Refusal($"Global secondary index {name} does not project [{wanted}]");
        if (filtered.Length > 0) throw Refusal($"Secondary index {name} does not project one or more filter attributes: [{filtered}]");
    }

    private static string Missing(JsonObject input, string expression, IReadOnlySet<string> held) => string.Join(", ", Attribute().Matches(input[expression]?.ToString() ?? "")
        .Select(match => match.Value).Where(name => !Words.Contains(name)).Select(name => input["ExpressionAttributeNames"]?[name]?.ToString() ?? name).Where(name => !held.Contains(name)).Distinct());

    private static AwsException Refusal(string what) => new("ValidationException", $"One or more parameter values were invalid: {what}");

    /// <summary>A name at the beginning of a path.</summary>
    [GeneratedRegex(@"(?<![\w:.#])#?[a-zA-Z_]\w*")]
    private static partial Regex Attribute();
}
