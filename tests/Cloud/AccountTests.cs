using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Pennant.Tests.Cloud;

/// <summary>What an account has once, whatever lives in it.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed partial class AccountTests(SynthesizedCloud cloud)
{
    private const string Stack = "pennant-account";

    /// <summary>With what docs/deploy.md has somebody type for dev, and for prod, and for the pipeline: what one command sets no other takes away.</summary>
    [Fact]
    public async Task It_is_the_same_whichever_environment_is_deployed_and_whatever_is_set_for_it()
    {
        var commands = (await File.ReadAllLinesAsync(Checkout.File("docs/deploy.md"))).Where(line => line.StartsWith("npx cdk deploy", StringComparison.Ordinal));
        var typed = commands.SelectMany(line => Setting().Matches(line)).Select(setting => setting.Groups[1].Value).ToHashSet();

        var whole = await cloud.AllAsync();

        Assert.Single(whole.Select(made => made.Stack(Stack).ToJsonString()).Distinct());
        Assert.Empty(typed.Except([.. SynthesizedCloud.Connected().Keys, .. SynthesizedCloud.Whole("dev").Keys, "dev.domain"]));
        Assert.Contains("alarms", typed);
    }

    [Fact]
    public void CloudTrail_keeps_every_call_that_manages_something()
    {
        Assert.Equal("""[{"IncludeManagementEvents":true,"ReadWriteType":"All"}]""", cloud.Dev.Of("AWS::CloudTrail::Trail").Single().Properties["EventSelectors"]!.ToJsonString());
    }

    [Fact]
    public void The_trails_bucket_is_private_encrypted_and_outlives_its_stack_for_a_year()
    {
        var (id, bucket) = Only("AWS::S3::Bucket");

        Assert.Equal("Retain", (string?)bucket["DeletionPolicy"]);
        Assert.Equal("Retain", (string?)bucket["UpdateReplacePolicy"]);
        Assert.All(bucket["Properties"]!["PublicAccessBlockConfiguration"]!.AsObject(), one => Assert.True((bool)one.Value!));
        Assert.Equal("AES256", (string?)bucket["Properties"]!["BucketEncryption"]!["ServerSideEncryptionConfiguration"]![0]!["ServerSideEncryptionByDefault"]!["SSEAlgorithm"]);
        Assert.Equal(365, (int)bucket["Properties"]!["LifecycleConfiguration"]!["Rules"]![0]!["ExpirationInDays"]!);
        Assert.StartsWith("Trail", id, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_this_trail_may_write_to_its_bucket_and_nobody_without_TLS()
    {
        var statements = cloud.Dev.Of("AWS::S3::BucketPolicy").Single(policy => policy.Stack == Stack).Properties["PolicyDocument"]!["Statement"]!.AsArray();

        Assert.Contains(statements, one => (string?)one!["Effect"] == "Deny" && (string?)one["Condition"]?["Bool"]?["aws:SecureTransport"] == "false");
        var allowed = statements.Where(one => (string?)one!["Effect"] == "Allow").ToArray();
        Assert.Equal(["s3:GetBucketAcl", "s3:PutObject"], allowed.Select(one => (string?)one!["Action"]).Order(StringComparer.Ordinal));
        Assert.All(allowed, one =>
        {
            Assert.Equal("cloudtrail.amazonaws.com", (string?)one!["Principal"]!["Service"]);
            Assert.Equal("arn:aws:cloudtrail:us-east-1:000000000000:trail/pennant-trail", (string?)one["Condition"]!["StringEquals"]!["aws:SourceArn"]);
        });
    }

    [Fact]
    public void AWS_IoT_logs_what_goes_wrong_for_30_days_and_may_do_nothing_else()
    {
        var logging = cloud.Dev.Of("AWS::IoT::Logging").Single().Properties;
        var role = cloud.Dev.Of("AWS::IAM::Role").Single(one => one.Arn == (string?)logging["RoleArn"]);
        var log = cloud.Dev.One("AWS::Logs::LogGroup", "AWSIotLogsV2").Properties;

        Assert.Equal(("ERROR", 30), ((string?)logging["DefaultLogLevel"], (int)log["RetentionInDays"]!));
        var trust = role.Properties["AssumeRolePolicyDocument"]!["Statement"]![0]!;
        Assert.Equal(("iot.amazonaws.com", "000000000000"), ((string?)trust["Principal"]!["Service"], (string?)trust["Condition"]!["StringEquals"]!["aws:SourceAccount"]));
        Assert.All(Policies.OfRole(cloud.Dev, role), line => Assert.EndsWith(" log-group:AWSIotLogsV2:*", line, StringComparison.Ordinal));
    }

    [Fact]
    public void API_Gateway_has_its_one_role_here_and_none_with_any_API()
    {
        Assert.Equal(Stack, Assert.Single(cloud.Dev.Of("AWS::ApiGateway::Account")).Stack);
        Assert.Equal([Stack], Dependencies("pennant-api-dev").Intersect([Stack]));
        Assert.Equal([Stack], Dependencies("pennant-iot-dev").Intersect([Stack]));
    }

    private IEnumerable<string> Dependencies(string stack) => cloud.Dev.Artifact(stack)["dependencies"]!.AsArray().Select(one => one!.ToString());

    private (string Id, JsonNode Resource) Only(string type)
    {
        var (id, resource) = cloud.Dev.Stack(Stack)["Resources"]!.AsObject().Single(one => (string?)one.Value!["Type"] == type);
        return (id, resource!);
    }

    [GeneratedRegex(@" -c ([a-z.-]+)=")]
    private static partial Regex Setting();
}
