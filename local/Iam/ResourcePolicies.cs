using System.Text.Json.Nodes;
using Pennant.Local.Cloud;

namespace Pennant.Local.Iam;

/// <summary>The policies of the template's resources: buckets, topics, queues, logs and functions.</summary>
internal static class ResourcePolicies
{
    private static readonly HashSet<string> Documents = ["AWS::S3::BucketPolicy", "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy", "AWS::Logs::ResourcePolicy"];

    /// <summary>Read where they belong: with roles, and by the broker.</summary>
    private static readonly HashSet<string> Elsewhere = ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IoT::Policy"];

    /// <summary>Where types that are not policies themselves have theirs.</summary>
    private static readonly string[] Inside = ["KeyPolicy", "Policy", "PolicyText", "RepositoryPolicyText", "ResourcePolicy"];

    /// <exception cref="PolicyException">One of them is not understood here, or is of a kind that nobody reads here.</exception>
    public static IReadOnlyList<Statement> Of(CloudTemplate template) => [.. template.Resources.SelectMany(Read)];

    private static IReadOnlyList<Statement> Read(CloudResource one) => one.Type switch
    {
        "AWS::Lambda::Permission" => OfFunction(one),
        var type when Documents.Contains(type) => PolicyReader.Read(one.LogicalId, Document(one.Properties["PolicyDocument"])),
        var type when Elsewhere.Contains(type) => [],
        var type when type.EndsWith("Policy", StringComparison.Ordinal) || type.EndsWith("Permission", StringComparison.Ordinal) => throw new PolicyException($"Nobody reads policies of the type {type} here: {one.LogicalId}."),
        var type when Inside.FirstOrDefault(one.Properties.ContainsKey) is { } inside => throw new PolicyException($"Nobody reads the {inside} of the type {type} here: {one.LogicalId}."),
        _ => [],
    };

    /// <summary>CloudWatch Logs takes its policy as text.</summary>
    private static JsonNode? Document(JsonNode? given) => given is JsonValue text ? JsonNode.Parse(text.ToString()) : given;

    /// <summary>A permission is one statement of the function's policy.</summary>
    private static IReadOnlyList<Statement> OfFunction(CloudResource permission)
    {
        var given = permission.Properties;
        if (given.FirstOrDefault(one => one.Key is not ("Action" or "FunctionName" or "Principal" or "SourceAccount" or "SourceArn")).Key is { } unknown)
            throw new PolicyException($"The permission {permission.LogicalId}: {unknown} is not understood here.");
        var principal = given["Principal"]!.ToString();
        var condition = new JsonObject();
        if (given["SourceAccount"] is { } account) condition["StringEquals"] = new JsonObject { ["aws:SourceAccount"] = account.ToString() };
        if (given["SourceArn"] is { } source) condition["ArnLike"] = new JsonObject { ["aws:SourceArn"] = source.ToString() };
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { [principal.Contains(".amazonaws.com", StringComparison.Ordinal) ? "Service" : "AWS"] = principal },
            ["Action"] = given["Action"]!.ToString(),
            ["Resource"] = FunctionName.Parse(given["FunctionName"]!.ToString()).Arn,
            ["Condition"] = condition,
        };
        return PolicyReader.Read(permission.LogicalId, new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = statement });
    }
}
