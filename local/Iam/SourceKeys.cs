using Pennant.Local.Cloud;

namespace Pennant.Local.Iam;

/// <summary>Which of AWS's services says for whose sake it makes a call, and how. A policy that asks for what is not said lets nobody in, and a service that is not listed is not supposed to say anything.</summary>
internal static class SourceKeys
{
    public const string Account = "aws:SourceAccount", Source = "aws:SourceArn";
    private const string TakesRole = "sts:AssumeRole", Calls = "lambda:InvokeFunction";

    private static readonly IReadOnlyList<string> Nothing = [], TheSource = [Source], Both = [Account, Source];

    private static readonly Dictionary<(string Service, string Action), IReadOnlyList<string>> Sent = new()
    {
        // Nobody at AWS promises it, and they take only roles that somebody of the same account has passed to them (prowler-cloud/prowler#2810).
        [("lambda.amazonaws.com", TakesRole)] = Nothing,
        [("apigateway.amazonaws.com", TakesRole)] = Nothing,
        // "Cross-service confused deputy prevention" in the guide of each.
        [("states.amazonaws.com", TakesRole)] = Both,
        [("iot.amazonaws.com", TakesRole)] = Both,
        [("codebuild.amazonaws.com", TakesRole)] = Both,
        [("codepipeline.amazonaws.com", TakesRole)] = Both,
        // AWS IoT developer guide, "Lambda" rule action; serverless/serverless#7417.
        [("iot.amazonaws.com", Calls)] = Both,
        [("s3.amazonaws.com", Calls)] = Both,
        // hashicorp/terraform-provider-aws#4116, after "Troubleshooting CloudWatch Events"; API Gateway's guide names the source only.
        [("events.amazonaws.com", Calls)] = TheSource,
        [("apigateway.amazonaws.com", Calls)] = TheSource,
        // EventBridge user guide, "Using resource-based policies": to a topic it says nothing, it makes a log's stream without saying for whom, and writes into it saying so.
        [("events.amazonaws.com", "sns:Publish")] = Nothing,
        [("events.amazonaws.com", "sqs:SendMessage")] = TheSource,
        [("events.amazonaws.com", "logs:CreateLogStream")] = Nothing,
        [("events.amazonaws.com", "logs:PutLogEvents")] = TheSource,
        [("delivery.logs.amazonaws.com", "logs:CreateLogStream")] = Nothing,
        [("delivery.logs.amazonaws.com", "logs:PutLogEvents")] = TheSource,
        // Amazon SNS developer guide, "Example cases": alarms. CloudTrail user guide, "Amazon S3 bucket policy for CloudTrail".
        [("cloudwatch.amazonaws.com", "sns:Publish")] = Both,
        [("cloudtrail.amazonaws.com", "s3:GetBucketAcl")] = TheSource,
        [("cloudtrail.amazonaws.com", "s3:PutObject")] = TheSource,
    };

    /// <returns>The keys; null where it is not known.</returns>
    public static IReadOnlyList<string>? Of(string service, string action) => Sent.GetValueOrDefault((service, action));

    /// <summary>The keys with their values, for a request that a service makes for this account.</summary>
    /// <param name="source">ARN; null where the caller does not know it.</param>
    /// <exception cref="PolicyException">Of this service it is not known.</exception>
    public static IReadOnlyDictionary<string, string> Context(string service, string action, string? source)
    {
        var said = Of(service, action) ?? throw new PolicyException($"Whether {service} says for whose sake it asks for {action} is not known here.");
        var context = new Dictionary<string, string>();
        if (said.Contains(Account)) context[Account] = CloudTemplate.Account;
        if (said.Contains(Source) && source is not null) context[Source] = source;
        return context;
    }
}
