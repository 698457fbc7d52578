using System.Text.Json.Nodes;

namespace Pennant.Local.Iam;

/// <summary>Reads policies as templates write them, and refuses every element that it does not know.</summary>
internal static class PolicyReader
{
    private static readonly HashSet<string> Elements = ["Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    /// <param name="holder">Whose policy it is.</param>
    /// <param name="first">The number of its first statement.</param>
    /// <exception cref="PolicyException">It cannot be understood; the sentence says whose and why.</exception>
    public static IReadOnlyList<Statement> Read(string holder, JsonNode? document, int first = 0)
    {
        try
        {
            if ((string?)document?["Version"] != "2012-10-17") throw new PolicyException("a policy has the version 2012-10-17");
            var statements = document["Statement"] is JsonArray many ? [.. many] : new[] { document["Statement"] };
            return [.. statements.Select((statement, at) => ReadOne(holder, first + at, statement as JsonObject ?? throw new PolicyException("a statement is an object")))];
        }
        catch (PolicyException problem)
        {
            throw new PolicyException($"The policy of {holder}: {problem.Message}.");
        }
    }

    private static Statement ReadOne(string holder, int number, JsonObject json)
    {
        if (json.FirstOrDefault(element => !Elements.Contains(element.Key)).Key is { } unknown) throw new PolicyException($"the element {unknown} is not understood here");
        var allows = (string?)json["Effect"] switch { "Allow" => true, "Deny" => false, var other => throw new PolicyException($"an effect is Allow or Deny, not {other}") };
        var principals = json["Principal"] is { } given ? ReadPrincipals(given) : null;
        // Who may take a role is said without a resource: it is the role.
        var resources = ReadPatterns(json, "Resource") ?? (principals is not null ? Patterns.Any : throw new PolicyException("a statement names its resources"));
        var actions = ReadPatterns(json, "Action") ?? throw new PolicyException("a statement names its actions");
        return new Statement(holder, number, allows, principals, actions, resources, ReadConditions(json["Condition"]));
    }

    private static Patterns? ReadPatterns(JsonObject json, string element)
    {
        if (json[element] is not null && json["Not" + element] is not null) throw new PolicyException($"a statement has {element} or Not{element}, not both");
        var patterns = json[element] is { } positive ? new Patterns(Texts(positive), false) : json["Not" + element] is { } negative ? new Patterns(Texts(negative), true) : null;
        if (patterns?.Items.SelectMany(Wildcard.Variables).FirstOrDefault(name => !AccessRequest.Keys.Contains(name)) is { } unknown) throw new PolicyException($"the variable {unknown} is not understood here");
        return patterns;
    }

    private static Principals ReadPrincipals(JsonNode json)
    {
        if (json is JsonValue) return json.ToString() == "*" ? new Principals(["*"], []) : throw new PolicyException($"the principal {json} is not understood here");
        if (json.AsObject().FirstOrDefault(kind => kind.Key is not ("AWS" or "Service")).Key is { } unknown) throw new PolicyException($"a principal of the kind {unknown} is not understood here");
        return new Principals(Texts(json["AWS"]), Texts(json["Service"]));
    }

    private static IReadOnlyList<Condition> ReadConditions(JsonNode? json) => json is null
        ? []
        : [.. json.AsObject().SelectMany(test => test.Value!.AsObject().Select(key => new Condition(test.Key, key.Key, Texts(key.Value))))];

    private static IReadOnlyList<string> Texts(JsonNode? json) => json switch
    {
        null => [],
        JsonArray many => [.. many.Select(one => one!.ToString())],
        _ => [json.ToString()],
    };
}
