using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Pennant.Cdk.Constructs;

/// <summary>Lets a bucket go with its stack although something is in it: CloudFormation itself deletes only empty ones.</summary>
/// <remarks>The CDK has a function for that (<c>AutoDeleteObjects</c>), but in this version with a Node.js that AWS Lambda no longer takes, with every action that begins with List, and with a
/// log group that nobody deletes.</remarks>
internal sealed class BucketEmptying : Construct
{
    /// <param name="owner">The environment, or what else there is one bucket of; the end of the function's name.</param>
    public BucketEmptying(Construct scope, string id, Bucket bucket, string owner) : base(scope, id)
    {
        var name = Names.Function("Emptying", owner);
        var log = new LogGroup(this, "Log", new LogGroupProps { LogGroupName = $"/aws/lambda/{name}", Retention = RetentionDays.ONE_WEEK, RemovalPolicy = RemovalPolicy.DESTROY });
        var function = new Function(this, "Function", new FunctionProps
        {
            FunctionName = name,
            Description = "Empties a bucket that is deleted with its stack.",
            // Newer than this version of the CDK knows.
            Runtime = new Runtime("nodejs24.x", RuntimeFamily.NODEJS, new LambdaRuntimeProps { SupportsInlineCode = true }),
            Handler = "index.handler",
            Code = Code.FromInline(File.ReadAllText("Constructs/empty-bucket.cjs")),
            MemorySize = 256,
            Timeout = Duration.Minutes(15),
            Role = LoggedRole.Of(this, "lambda.amazonaws.com", "What emptying a bucket takes.", log, Allow.To(["s3:ListBucketVersions"], bucket.BucketArn), Allow.To(["s3:DeleteObject", "s3:DeleteObjectVersion"], bucket.ArnForObjects("*"))),
            LogGroup = log,
        });
        Emptied = new CustomResource(this, "Emptied", new CustomResourceProps
        {
            ResourceType = "Custom::EmptiedBucket",
            ServiceToken = function.FunctionArn,
            Properties = new Dictionary<string, object> { ["BucketName"] = bucket.BucketName },
        });
        // There before the first line is logged, gone after the last.
        Emptied.Node.AddDependency(log);
    }

    /// <summary>When this is deleted the bucket is emptied: whatever writes into it must be gone before.</summary>
    public CustomResource Emptied { get; }
}
