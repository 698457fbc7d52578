using System.Text.Json.Nodes;
using Pennant.Local.Cloud;
using Pennant.Tests.Iam;

namespace Pennant.Tests.Iot;

/// <summary>The resources that IoT Core reads, as the synthesized template would give them: the least-privilege policy and the two rules of the product.</summary>
internal static class TestTemplate
{
    public const string PolicyName = "pennant-printer-dev", OpenPolicy = "open";
    private const string Arn = "arn:aws:iot:us-east-1:000000000000:", ThingName = "${iot:Connection.Thing.ThingName}";

    public const string AcksSql = "SELECT topic(2) AS thing, clientid() AS client, principal() AS principal, timestamp() AS received_at, encode(*, 'base64') AS body FROM 'pennant/+/acks'";

    public static CloudTemplate Golden(params CloudResource[] more) => new([
        new("iot", "Type", "AWS::IoT::ThingType", "pennant-printer-dev", $"{Arn}thingtype/pennant-printer-dev", []),
        new("iot", "Group", "AWS::IoT::ThingGroup", "pennant-printers-dev", $"{Arn}thinggroup/pennant-printers-dev", []),
        Policy(PolicyName, GoldenPolicy()),
        Policy(OpenPolicy, Document(Allow("iot:*", "*"))),
        .. LambdaRule("acks", AcksSql, "pennant-acknowledge-dev"),
        .. LambdaRule("presence", "SELECT * FROM '$aws/events/presence/+/+'", "pennant-presence-dev"),
        TestRole.Resource,
        .. more,
    ]);

    /// <summary>POL-8: what AWS's Device Defender calls compliant, and our topics.</summary>
    public static JsonObject GoldenPolicy() => Document(
        new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = "iot:Connect",
            ["Resource"] = $"{Arn}client/{ThingName}",
            ["Condition"] = new JsonObject { ["Bool"] = new JsonObject { ["iot:Connection.Thing.IsAttached"] = "true" } },
        },
        Allow("iot:Publish", $"{Arn}topic/pennant/{ThingName}/acks", Shadow("topic", "get"), Shadow("topic", "update")),
        Allow("iot:Subscribe", [.. Incoming("topicfilter")]),
        Allow("iot:Receive", [.. Incoming("topic")]));

    public static CloudResource Policy(string name, JsonObject document) => new("iot", name, "AWS::IoT::Policy", name, $"{Arn}policy/{name}", new JsonObject { ["PolicyDocument"] = document });

    public static JsonObject Document(params JsonObject[] statements) => new() { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statements) };

    public static JsonObject Allow(string action, params string[] resources) => Statement("Allow", action, resources);

    public static JsonObject Statement(string effect, string action, params string[] resources) =>
        new() { ["Effect"] = effect, ["Action"] = action, ["Resource"] = new JsonArray([.. resources.Select(resource => (JsonNode)resource)]) };

    public static CloudResource[] LambdaRule(string name, string sql, string function, JsonObject? errorAction = null) => [
        Rule(name, sql, new JsonObject { ["Lambda"] = new JsonObject { ["FunctionArn"] = FunctionArn(function) } }, errorAction),
        new("print", name + "Permission", "AWS::Lambda::Permission", name, "", new JsonObject
        {
            ["Action"] = "lambda:InvokeFunction",
            ["FunctionName"] = FunctionArn(function),
            ["Principal"] = "iot.amazonaws.com",
            ["SourceArn"] = $"{Arn}rule/{name}",
        }),
    ];

    public static CloudResource Rule(string name, string sql, JsonObject action, JsonObject? errorAction = null)
    {
        var payload = new JsonObject { ["AwsIotSqlVersion"] = "2016-03-23", ["Sql"] = sql, ["Actions"] = new JsonArray(action) };
        if (errorAction is not null) payload["ErrorAction"] = errorAction;
        return new("print", name, "AWS::IoT::TopicRule", name, $"{Arn}rule/{name}", new JsonObject { ["RuleName"] = name, ["TopicRulePayload"] = payload });
    }

    public static string FunctionArn(string function) => $"arn:aws:lambda:us-east-1:000000000000:function:{function}";

    private static string Shadow(string kind, string end) => $"{Arn}{kind}/$aws/things/{ThingName}/shadow/{end}";

    private static IEnumerable<string> Incoming(string kind) => [
        $"{Arn}{kind}/pennant/{ThingName}/jobs", $"{Arn}{kind}/pennant/{ThingName}/control",
        Shadow(kind, "get/accepted"), Shadow(kind, "get/rejected"), Shadow(kind, "update/accepted"), Shadow(kind, "update/rejected"), Shadow(kind, "update/delta"),
    ];
}
