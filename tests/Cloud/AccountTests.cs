using System.Text.Json.Nodes;
using Xunit;

namespace Pennant.Tests.Cloud;

/// <summary>What an account has once, whatever lives in it.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class AccountTests(SynthesizedCloud cloud)
{
    private const string Stack = "pennant-account";

    [Fact]
    public async Task It_is_the_same_whichever_environment_is_deployed()
    {
        var whole = await cloud.AllAsync();

        Assert.Equal(whole[1].Stack(Stack).ToJsonString(), whole[2].Stack(Stack).ToJsonString());
        Assert.Equal(whole[0].Stack(Stack).ToJsonString(), whole[3].Stack(Stack).ToJsonString());
    }

    [Fact]
    public void CloudTrail_keeps_who_did_what_in_every_region_so_that_nobody_can_change_it_unseen()
    {
        var trail = cloud.Dev.Of("AWS::CloudTrail::Trail").Single().Properties;

        foreach (var promise in new[] { "IsLogging", "IsMultiRegionTrail", "IncludeGlobalServiceEvents", "EnableLogFileValidation" }) Assert.True((bool)trail[promise]!, promise);
        Assert.Equal("""[{"IncludeManagementEvents":true,"ReadWriteType":"All"}]""", trail["EventSelectors"]!.ToJsonString());
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

    [Theory]
    [InlineData(false, 10, "")]
    [InlineData(true, 25, "ACTUAL 50, ACTUAL 80, ACTUAL 100, FORECASTED 100 to alarms@pennant.example")]
    public void The_budget_tells_by_mail_at_half_of_it_at_80_percent_and_when_it_is_or_will_be_used_up(bool whole, int dollars, string told)
    {
        var budget = (whole ? cloud.Prod : cloud.Dev).Of("AWS::Budgets::Budget").Single().Properties;
        var alerts = budget["NotificationsWithSubscribers"]?.AsArray() ?? [];

        Assert.Equal(("COST", "MONTHLY", dollars), ((string?)budget["Budget"]!["BudgetType"], (string?)budget["Budget"]!["TimeUnit"], (int)budget["Budget"]!["BudgetLimit"]!["Amount"]!));
        Assert.False((bool)budget["Budget"]!["CostTypes"]!["IncludeCredit"]!);
        var mails = alerts.SelectMany(alert => alert!["Subscribers"]!.AsArray()).Select(one => (string?)one!["Address"]).Distinct();
        Assert.Equal(told, string.Join(" to ", new[] { string.Join(", ", alerts.Select(alert => $"{alert!["Notification"]!["NotificationType"]} {alert["Notification"]!["Threshold"]}")) }.Concat(mails)));
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

    [Fact]
    public void It_is_protected_also_when_dev_is_deployed_because_prod_may_live_on_it()
    {
        foreach (var made in new[] { cloud.Dev, cloud.Prod }) Assert.True((bool)Artifact(made, Stack)["properties"]!["terminationProtection"]!);
    }

    private IEnumerable<string> Dependencies(string stack) => Artifact(cloud.Dev, stack)["dependencies"]!.AsArray().Select(one => one!.ToString());

    private static JsonNode Artifact(Synthesis made, string stack) => JsonNode.Parse(File.ReadAllText(Path.Combine(made.Folder, "manifest.json")))!["artifacts"]![stack]!;

    private (string Id, JsonNode Resource) Only(string type)
    {
        var (id, resource) = cloud.Dev.Stack(Stack)["Resources"]!.AsObject().Single(one => (string?)one.Value!["Type"] == type);
        return (id, resource!);
    }
}
