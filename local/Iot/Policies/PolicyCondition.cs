using System.Text.Json.Nodes;
using Pennant.Local.Iam;

namespace Pennant.Local.Iot.Policies;

/// <summary>One key of a statement's <c>Condition</c> block. An operator that is not known here never holds: a stand-in must not allow what it does not understand.</summary>
internal sealed record PolicyCondition(string Operator, string Key, IReadOnlyList<string> Values)
{
    public static IReadOnlyList<PolicyCondition> ParseAll(JsonObject? block) => block is null
        ? []
        : [.. block.SelectMany(test => ((JsonObject)test.Value!).Select(key => new PolicyCondition(test.Key, key.Key, PolicyStatement.Strings(key.Value))))];

    public bool Holds(PolicyVariables variables)
    {
        var asked = variables.All(Key);
        var (set, test) = Operator.Split(':') is [var prefix, var name] ? (prefix, name) : ("", Operator);
        return set switch
        {
            "ForAllValues" => asked.All(value => Test(test, value, variables) ?? false),
            "ForAnyValue" => asked.Any(value => Test(test, value, variables) ?? false),
            _ => Single(test, asked.Count > 0 ? asked[0] : null, variables),
        };
    }

    private bool Single(string test, string? value, PolicyVariables variables)
    {
        var optional = test.EndsWith("IfExists", StringComparison.Ordinal);
        if (test == "Null") return Values.Any(expected => bool.TryParse(expected, out var absent) && absent == value is null);
        if (value is null) return optional || test.Contains("Not", StringComparison.Ordinal);
        return Test(optional ? test[..^"IfExists".Length] : test, value, variables) ?? false;
    }

    private bool? Test(string test, string value, PolicyVariables variables) => test switch
    {
        "Bool" => Values.Any(expected => string.Equals(expected, value, StringComparison.OrdinalIgnoreCase)),
        "StringEquals" or "ArnEquals" => Values.Contains(value),
        "StringNotEquals" => !Values.Contains(value),
        "StringEqualsIgnoreCase" => Values.Contains(value, StringComparer.OrdinalIgnoreCase),
        "StringLike" or "ArnLike" => Values.Any(pattern => Wildcard.Matches(pattern, value, variables.Find)),
        "StringNotLike" => !Values.Any(pattern => Wildcard.Matches(pattern, value, variables.Find)),
        "IpAddress" => Values.Any(range => InRange(range, value)),
        "NotIpAddress" => !Values.Any(range => InRange(range, value)),
        _ => null,
    };

    private static bool InRange(string range, string value) =>
        System.Net.IPAddress.TryParse(value, out var address) && System.Net.IPNetwork.TryParse(range.Contains('/', StringComparison.Ordinal) ? range : range + "/32", out var network) && network.Contains(address);
}
