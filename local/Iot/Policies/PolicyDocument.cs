using System.Text.Json.Nodes;
using Pennant.Local.Iam;

namespace Pennant.Local.Iot.Policies;

/// <summary>One IoT policy, read once.</summary>
internal sealed class PolicyDocument(IReadOnlyList<PolicyStatement> statements)
{
    public IReadOnlyList<PolicyStatement> Statements { get; } = statements;

    /// <exception cref="FormatException">Not a policy; the sentence says where.</exception>
    public static PolicyDocument Parse(string json)
    {
        if (JsonNode.Parse(json) is not JsonObject document) throw new FormatException("A policy document must be a JSON object.");
        var statements = document["Statement"] switch
        {
            JsonObject one => [one],
            JsonArray many => many.OfType<JsonObject>(),
            _ => throw new FormatException("A policy document needs a Statement."),
        };
        return new PolicyDocument([.. statements.Select(PolicyStatement.Parse)]);
    }
}

/// <summary>One statement. It says nothing about a request unless action, resource and every condition match.</summary>
internal sealed record PolicyStatement(bool Allows, IReadOnlyList<string> Actions, IReadOnlyList<string> Resources, IReadOnlyList<PolicyCondition> Conditions)
{
    public static PolicyStatement Parse(JsonObject json)
    {
        var effect = json["Effect"]?.GetValue<string>();
        if (effect is not ("Allow" or "Deny")) throw new FormatException($"A policy statement's Effect is Allow or Deny, not '{effect}'.");
        return new PolicyStatement(effect == "Allow", Strings(json["Action"]), Strings(json["Resource"]), PolicyCondition.ParseAll(json["Condition"] as JsonObject));
    }

    public bool Matches(string action, string resource, PolicyVariables variables) =>
        Actions.Any(pattern => Wildcard.Matches(pattern, action, variables.Find, ignoreCase: true))
        && Resources.Any(pattern => Wildcard.Matches(pattern, resource, variables.Find))
        && Conditions.All(condition => condition.Holds(variables));

    internal static IReadOnlyList<string> Strings(JsonNode? node) => node switch
    {
        JsonArray many => [.. many.Select(one => one!.ToString())],
        JsonValue one => [one.ToString()],
        _ => [],
    };
}
