namespace Pennant.Tests.Permissions;

/// <summary>Permissions that are needed on AWS for calls which nobody makes on one machine, each with AWS's word for it.</summary>
internal static class NotPlayedHere
{
    /// <summary>What stands in the name of the role or of the resource's policy, the action, and why it has it.</summary>
    public static readonly IReadOnlyList<(string Role, string Action, string Why)> All =
    [
        .. new[] { "Create", "Get", "Update", "Delete" }.Select(verb => ("Workflow", $"logs:{verb}LogDelivery", Logging)),
        .. new[] { "ListLogDeliveries", "PutResourcePolicy", "DescribeResourcePolicies", "DescribeLogGroups" }.Select(action => ("Workflow", $"logs:{action}", Logging)),
        .. new[] { "PutTraceSegments", "PutTelemetryRecords", "GetSamplingRules", "GetSamplingTargets" }.Select(action => ("Workflow", $"xray:{action}", Traces)),
        .. new[] { "s3:GetBucketAcl", "s3:PutObject" }.Select(action => ("TrailBucketPolicy", action, Trail)),
        ("NoticesPolicy", "sns:Publish", Alarms),
        .. new[] { "logs:CreateLogStream", "logs:PutLogEvents" }.Select(action => ("DeadLettersEventsMayWrite", action, Letters)),
        .. new[] { "amplify:StartDeployment", "amplify:GetJob", "amplify:StopJob", "s3:GetObject" }.Select(action => ("Publish", action, Publication)),
    ];

    /// <summary>Logical id, as far as it is chosen, and whose role it is.</summary>
    public static readonly IReadOnlyDictionary<string, string> Roles = new Dictionary<string, string>
    {
        ["ApiLogging"] = "API Gateway writes its logs with it, for the whole account. Source: API Gateway developer guide, \"Permissions for CloudWatch logging\".",
        ["Emptying"] = "CloudFormation calls the function, when the bucket goes with its stack.",
        ["IotLogging"] = "AWS IoT writes its log with it, for the whole account. Source: AWS IoT developer guide, \"Configure AWS IoT logging\".",
    };

    private const string Publication = "CloudFormation calls the function at a deploy, and there is no Amplify here. Source: service authorization reference, \"AWS Amplify\"; the function's own tests show the calls.";
    private const string Trail = "CloudTrail writes its files. Source: CloudTrail user guide, \"Amazon S3 bucket policy for CloudTrail\".";
    private const string Alarms = "CloudWatch's alarms tell people. Source: Amazon SNS developer guide, \"Example cases for Amazon SNS access control\".";
    private const string Letters = "EventBridge notes each dead letter in a log. Source: EventBridge user guide, \"Using resource-based policies for Amazon EventBridge\".";
    private const string Logging = "Step Functions sets up the delivery of the state machine's log with its role. Source: Step Functions developer guide, \"IAM Policies for logging to CloudWatch Logs\".";
    private const string Traces = "Step Functions sends the state machine's traces with its role. Source: Step Functions developer guide, \"X-Ray and Step Functions: IAM policies\".";
}
