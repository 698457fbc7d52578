using System.Globalization;
using Pennant.Local.Cloud;

namespace Pennant.Tests.Cloud.Rules;

/// <summary>What is kept is private and travels encrypted.</summary>
internal static class StorageRules
{
    public static readonly CloudRule TlsOnly = new("A bucket and a topic are spoken to by TLS only", all =>
            from one in all.Of("AWS::S3::Bucket", "AWS::SNS::Topic", "AWS::SQS::Queue")
            where !all.Doors().Any(statement => RefusesPlain(statement) && IsOf(statement, one))
            select $"{one.LogicalId}: plain text is not refused",
        """
        "Plain": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "plain"}},
        "Half": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "half"}},
        "HalfPolicy": {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": {"Ref": "Half"}, "PolicyDocument": {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": {"Fn::GetAtt": ["Half", "Arn"]}, "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}}},
        "Safe": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "safe"}},
        "SafePolicy": {"Type": "AWS::SNS::TopicPolicy", "Properties": {"Topics": [{"Ref": "Safe"}], "PolicyDocument": {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": {"Ref": "Safe"}, "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}}}
        """,
        "Plain: plain text is not refused", "Half: plain text is not refused");

    public static readonly CloudRule[] All =
    [
        TlsOnly,
        CloudRule.For("A bucket is private, encrypted and does not grow for ever", "AWS::S3::Bucket", (_, bucket) => OfBucket(bucket),
            """
            "Open": {"Type": "AWS::S3::Bucket", "Properties": {"PublicAccessBlockConfiguration": {"BlockPublicAcls": true}}},
            "Bare": {"Type": "AWS::S3::Bucket", "Properties": {"PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "BlockPublicPolicy": true, "IgnorePublicAcls": true, "RestrictPublicBuckets": true}}},
            "Full": {"Type": "AWS::S3::Bucket", "Properties": {"PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "BlockPublicPolicy": true, "IgnorePublicAcls": true, "RestrictPublicBuckets": true}, "BucketEncryption": {"ServerSideEncryptionConfiguration": [{}]}}}
            """,
            "Open: public", "Bare: not encrypted", "Full: nothing expires"),
        CloudRule.For("A table is encrypted and can be restored to any point in time", "AWS::DynamoDB::Table",
            (_, table) => (bool?)table.Properties["SSESpecification"]?["SSEEnabled"] == true && (bool?)table.Properties["PointInTimeRecoverySpecification"]?["PointInTimeRecoveryEnabled"] == true ? null : "not safe",
            """
            "T": {"Type": "AWS::DynamoDB::Table", "Properties": {"SSESpecification": {"SSEEnabled": true}}}
            """,
            "T: not safe"),
    ];

    private static bool RefusesPlain(Statement statement) => !statement.Allows && statement.IsForEverybody && statement.Conditions("aws:SecureTransport").SequenceEqual(["false"]);

    /// <summary>A bucket's objects as well as the bucket.</summary>
    private static bool IsOf(Statement statement, CloudResource one) =>
        statement.Resources.Contains(one.Arn) && (one.Type != "AWS::S3::Bucket" || statement.Resources.Contains(string.Create(CultureInfo.InvariantCulture, $"{one.Arn}/*")));

    private static string? OfBucket(CloudResource bucket)
    {
        var access = bucket.Properties["PublicAccessBlockConfiguration"];
        if (!new[] { "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets" }.All(name => (bool?)access?[name] == true)) return "public";
        if (!bucket.Properties["BucketEncryption"]?["ServerSideEncryptionConfiguration"].Many().Any() ?? true) return "not encrypted";
        return bucket.Properties["LifecycleConfiguration"]?["Rules"].Many().Any(rule => rule["ExpirationInDays"] is not null && rule["Status"].Is("Enabled")) == true ? null : "nothing expires";
    }
}
