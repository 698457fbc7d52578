using Pennant.Local.Cloud;

namespace Pennant.Local.Endpoint.Access;

/// <summary>The services of which little is used. Source: the service authorization reference of each.</summary>
internal static class OtherNeeds
{
    public static IReadOnlyList<Need>? OfS3(Operation operation) => operation.Name switch
    {
        "PutObject" or "GetObject" => [new Need($"s3:{operation.Name}", Object(operation))],
        "HeadObject" => [new Need("s3:GetObject", Object(operation))],
        "ListObjectsV2" or "HeadBucket" => [new Need("s3:ListBucket", $"arn:aws:s3:::{operation.Required("Bucket")}")],
        "ListBuckets" => [new Need("s3:ListAllMyBuckets", "*")],
        _ => null,
    };

    public static IReadOnlyList<Need>? OfSns(Operation operation) => operation.Name == "Publish" ? [new Need("SNS:Publish", operation.Required("TopicArn"))] : null;

    public static IReadOnlyList<Need>? OfSsm(Operation operation) =>
        operation.Name == "GetParameter" ? [new Need("ssm:GetParameter", Arn.Of("ssm", $"parameter/{operation.Required("Name").TrimStart('/')}"))] : null;

    /// <summary>Everyone may ask who they are.</summary>
    public static IReadOnlyList<Need>? OfSts(Operation operation) => operation.Name == "GetCallerIdentity" ? [] : null;

    public static IReadOnlyList<Need>? OfLogs(Operation operation) => operation.Name switch
    {
        "CreateLogStream" or "PutLogEvents" => [new Need($"logs:{operation.Name}", Arn.Of("logs", $"log-group:{operation.Required("logGroupName")}:log-stream:{operation.Required("logStreamName")}"))],
        _ => null,
    };

    /// <summary>X-Ray knows no resource for what traces need.</summary>
    public static IReadOnlyList<Need>? OfXRay(Operation operation) =>
        operation.Name is "PutTraceSegments" or "PutTelemetryRecords" or "GetSamplingRules" or "GetSamplingTargets" ? [new Need($"xray:{operation.Name}", "*")] : null;

    private static string Object(Operation operation) => $"arn:aws:s3:::{operation.Required("Bucket")}/{operation.Required("Key")}";
}
