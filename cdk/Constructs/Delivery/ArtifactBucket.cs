using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Pennant.Cdk.Constructs.Delivery;

/// <summary>What the pipeline's steps hand each other, for 30 days.</summary>
internal sealed class ArtifactBucket : Construct
{
    /// <summary>What GitHub gave.</summary>
    public const string Source = "Source";

    /// <summary>What is deployed. CodePipeline shortens names of artifacts in keys to ten letters.</summary>
    public const string Cloud = "Cloud";

    public ArtifactBucket(Construct scope, string id) : base(scope, id)
    {
        Bucket = new Bucket(this, "Bucket", new BucketProps
        {
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            Encryption = BucketEncryption.S3_MANAGED,
            EnforceSSL = true,
            MinimumTLSVersion = 1.2,
            LifecycleRules = [new LifecycleRule { Expiration = Duration.Days(30), AbortIncompleteMultipartUploadAfter = Duration.Days(1) }],
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        _ = new BucketEmptying(this, "Emptying", Bucket, "shared");
    }

    public Bucket Bucket { get; }

    public PolicyStatement Find() => Allow.To(["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"], Bucket.BucketArn);

    public PolicyStatement Read(string artifact) => Allow.To(["s3:GetObject", "s3:GetObjectVersion"], Of(artifact));

    public PolicyStatement Write(string artifact) => Allow.To(["s3:PutObject"], Of(artifact));

    private string Of(string artifact) => Bucket.ArnForObjects($"{DeliveryPipeline.Name}/{artifact}/*");
}
