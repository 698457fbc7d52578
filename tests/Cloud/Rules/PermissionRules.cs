namespace Pennant.Tests.Cloud.Rules;

/// <summary>A permission says what it is for.</summary>
internal static class PermissionRules
{
    /// <summary>Actions that know no resource, or that the service asks for on every one. Source: the Service Authorization Reference, column "Resource types", and the pages named.</summary>
    private static readonly HashSet<string> WithoutResource =
    [
        // "Tracing and X-Ray": the segments of a trace belong to nothing.
        "xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:GetSamplingStatisticSummaries",
        // Step Functions Developer Guide, "Using CloudWatch Logs to log execution history": the delivery's actions know no resources.
        "logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery", "logs:ListLogDeliveries",
        "logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups",
    ];

    public static readonly CloudRule[] All =
    [
        new("A permission names its actions", all =>
                from statement in all.Permissions()
                where statement.Allows
                from action in statement.Actions
                where action.Contains('*', StringComparison.Ordinal)
                select $"{statement.Of.LogicalId}: {action}",
            Role("""{"Effect": "Allow", "Action": ["s3:*", "iot:Publish"], "Resource": "arn:aws:s3:::b"}"""),
            "R: s3:*"),
        new("A permission allows what it lists, not all that it does not list", all =>
                from statement in all.Permissions()
                where statement.Json["NotAction"] is not null || statement.Json["NotResource"] is not null
                select statement.Of.LogicalId,
            Role("""{"Effect": "Allow", "NotAction": "iam:PassRole", "Resource": "arn:aws:s3:::b"}"""),
            "R"),
        new("A permission names its resources where AWS knows any", all =>
                from statement in all.Permissions()
                where statement.Allows && statement.Resources.Any(resource => Policies.Short(resource) == "*" || resource.StartsWith('*'))
                from action in statement.Actions
                where !WithoutResource.Contains(action)
                select $"{statement.Of.LogicalId}: {action}",
            Role("""{"Effect": "Allow", "Action": ["xray:PutTraceSegments", "iot:Publish"], "Resource": "*"}, {"Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::b/*", "arn:aws:s3:::*"]}"""),
            "R: iot:Publish", "R: s3:GetObject"),
        new("A role is passed on to one named service only", all =>
                from statement in all.Permissions()
                where statement.Allows && statement.Actions.Contains("iam:PassRole") && !statement.Conditions("iam:PassedToService").Any()
                select statement.Of.LogicalId,
            Role("""{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::1:role/r"}"""),
            "R"),
    ];

    private static string Role(string statements) => $$$"""
        "R": {"Type": "AWS::IAM::Role", "Properties": {"Policies": [{"PolicyName": "p", "PolicyDocument": {"Statement": [{{{statements}}}]}}]}}
        """;
}
