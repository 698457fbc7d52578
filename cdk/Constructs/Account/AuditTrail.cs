using Amazon.CDK;
using Amazon.CDK.AWS.CloudTrail;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Pennant.Cdk.Constructs.Account;

/// <summary>Who did what to the account, in every region: management events, kept a year where nothing but CloudTrail writes. The bucket outlives its stack.</summary>
/// <remarks>An account's first copy of these events is free. AWS charges $2 per 100,000 events for a second trail.</remarks>
internal sealed class AuditTrail : Construct
{
    private const string Name = "pennant-trail";

    public AuditTrail(Construct scope, string id) : base(scope, id)
    {
        var bucket = new Bucket(this, "Bucket", new BucketProps
        {
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            Encryption = BucketEncryption.S3_MANAGED,
            EnforceSSL = true,
            MinimumTLSVersion = 1.2,
            LifecycleRules = [new LifecycleRule { Expiration = Duration.Days(365), AbortIncompleteMultipartUploadAfter = Duration.Days(1) }],
            RemovalPolicy = RemovalPolicy.RETAIN,
        });
        var trail = new CfnTrail(this, "Trail", new CfnTrailProps
        {
            TrailName = Name,
            S3BucketName = bucket.BucketName,
            IsLogging = true,
            IsMultiRegionTrail = true,
            IncludeGlobalServiceEvents = true,
            EnableLogFileValidation = true,
            EventSelectors = new[] { new CfnTrail.EventSelectorProperty { IncludeManagementEvents = true, ReadWriteType = "All" } },
        });
        foreach (var statement in MayWrite(bucket)) bucket.AddToResourcePolicy(statement);
        trail.Node.AddDependency(bucket.Policy!);
    }

    /// <summary>CloudTrail checks both before it takes the bucket. Bound to this trail, or any account's trail could write here.</summary>
    private IEnumerable<PolicyStatement> MayWrite(Bucket bucket)
    {
        var trail = Stack.Of(this).FormatArn(new ArnComponents { Service = "cloudtrail", Resource = "trail", ResourceName = Name });
        yield return By("s3:GetBucketAcl", bucket.BucketArn, new() { ["aws:SourceArn"] = trail });
        yield return By("s3:PutObject", bucket.ArnForObjects($"AWSLogs/{Aws.ACCOUNT_ID}/*"), new() { ["aws:SourceArn"] = trail, ["s3:x-amz-acl"] = "bucket-owner-full-control" });
    }

    private static PolicyStatement By(string action, string resource, Dictionary<string, object> equals) => new(new PolicyStatementProps
    {
        Principals = [new ServicePrincipal("cloudtrail.amazonaws.com")],
        Actions = [action],
        Resources = [resource],
        Conditions = new Dictionary<string, object> { ["StringEquals"] = equals },
    });
}
