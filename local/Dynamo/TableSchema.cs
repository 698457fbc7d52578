using System.Text.Json.Nodes;
using Pennant.Local.Cloud;

namespace Pennant.Local.Dynamo;

/// <summary>What a table of the template promises beyond what the engine stores.</summary>
/// <param name="KeyNames">Partition key first.</param>
/// <param name="StreamView">e.g. <c>NEW_AND_OLD_IMAGES</c>; null without a stream.</param>
/// <param name="TimeToLive">The attribute with the epoch second after which an item goes; null when nothing ever does.</param>
internal sealed record TableSchema(string Name, string Arn, IReadOnlyList<string> KeyNames, string? StreamView, string? TimeToLive, JsonObject Properties)
{
    /// <summary>One stream for the life of the table.</summary>
    private const string StreamLabel = "2026-01-01T00:00:00.000";

    public string StreamArn => $"{Arn}/stream/{StreamLabel}";

    public static TableSchema Of(CloudResource table)
    {
        var properties = table.Properties;
        var keys = properties["KeySchema"]!.AsArray().OrderBy(key => key!["KeyType"]!.ToString() == "HASH" ? 0 : 1).Select(key => key!["AttributeName"]!.ToString());
        var ttl = properties["TimeToLiveSpecification"];
        return new TableSchema(table.Name, table.Arn, [.. keys], properties["StreamSpecification"]?["StreamViewType"]?.ToString(),
            IsTrue(ttl?["Enabled"]) ? ttl!["AttributeName"]!.ToString() : null, properties);
    }

    /// <summary>CloudFormation takes <c>true</c> and <c>"true"</c>.</summary>
    public static bool IsTrue(JsonNode? value) => value?.ToString() == "true";

    /// <summary>The attributes that a global index holds; null when it holds all of them, or is none of this table's.</summary>
    public IReadOnlySet<string>? HeldBy(string index)
    {
        var found = (Properties["GlobalSecondaryIndexes"] as JsonArray)?.FirstOrDefault(one => one!["IndexName"]!.ToString() == index);
        if (found?["Projection"]?["ProjectionType"]?.ToString() is null or "ALL") return null;
        var names = found["KeySchema"]!.AsArray().Select(key => key!["AttributeName"]).Concat(found["Projection"]!["NonKeyAttributes"] as JsonArray ?? []);
        return new HashSet<string>([.. KeyNames, .. names.Select(name => name!.ToString())]);
    }

    /// <summary>The input of <c>CreateTable</c>, with what an engine needs to know.</summary>
    public JsonObject CreateInput()
    {
        var input = new JsonObject { ["TableName"] = Name, ["BillingMode"] = "PAY_PER_REQUEST" };
        foreach (var name in new[] { "AttributeDefinitions", "KeySchema" }) input[name] = Properties[name]!.DeepClone();
        foreach (var name in new[] { "GlobalSecondaryIndexes", "LocalSecondaryIndexes" })
            if (Properties[name] is JsonArray indexes) input[name] = new JsonArray([.. indexes.Select(Index)]);
        return input;
    }

    private static JsonNode? Index(JsonNode? index) => new JsonObject
    {
        ["IndexName"] = index!["IndexName"]!.DeepClone(),
        ["KeySchema"] = index["KeySchema"]!.DeepClone(),
        ["Projection"] = index["Projection"]!.DeepClone(),
    };
}
