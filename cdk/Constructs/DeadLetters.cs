using Amazon.CDK;
using Amazon.CDK.AWS.S3;
using Constructs;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs;

/// <summary>What could not be handled, with its payload, for 30 days: stream records, asynchronous invocations, messages to the rules.</summary>
internal sealed class DeadLetters : Construct
{
    private readonly IConstruct? emptied;

    public DeadLetters(Construct scope, string id, CloudSettings settings) : base(scope, id)
    {
        Bucket = new Bucket(this, "Bucket", new BucketProps
        {
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            Encryption = BucketEncryption.S3_MANAGED,
            EnforceSSL = true,
            MinimumTLSVersion = 1.2,
            LifecycleRules = [new LifecycleRule { Expiration = Duration.Days(30) }],
            RemovalPolicy = settings.Data(),
        });
        // The CDK's own property for this makes a function that calls S3; CloudFormation can do it itself.
        ((CfnBucket)Bucket.Node.DefaultChild!).AddPropertyOverride("NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled", true);
        _ = new DeadLetterEvents(this, "Events", settings, Bucket);
        if (!settings.IsProduction) emptied = new BucketEmptying(this, "Emptying", Bucket, settings.Environment).Emptied;
    }

    public Bucket Bucket { get; }

    /// <summary>What writes into the bucket is deleted before the bucket is emptied, or the bucket would not be empty when its turn comes.</summary>
    public void AreWrittenBy(params IConstruct[] writers)
    {
        if (emptied is null) return;
        foreach (var writer in writers) writer.Node.AddDependency(emptied);
    }
}
