using System.Text.Json.Nodes;
using Pennant.Local.Cloud;

namespace Pennant.Local.Iam;

/// <summary>The policies of the template's resources: buckets, topics and functions.</summary>
internal static class ResourcePolicies
{
    /// <exception cref="PolicyException">One of them is not understood here.</exception>
    public static IReadOnlyList<Statement> Of(CloudTemplate template) =>
    [
        .. Documents(template, "AWS::S3::BucketPolicy"), .. Documents(template, "AWS::SNS::TopicPolicy"), .. template.Of("AWS::Lambda::Permission").SelectMany(OfFunction),
    ];

    private static IEnumerable<Statement> Documents(CloudTemplate template, string type) =>
        template.Of(type).SelectMany(policy => PolicyReader.Read(policy.LogicalId, policy.Properties["PolicyDocument"]));

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
