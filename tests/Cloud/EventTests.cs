using System.Text.Json.Nodes;
using Xunit;

namespace Pennant.Tests.Cloud;

/// <summary>Who is called when, and what becomes of what cannot be handled.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class EventTests(SynthesizedCloud cloud)
{
    [Fact]
    public void Dispatch_is_told_of_new_finished_and_returned_messages_and_of_nothing_else()
    {
        var filters = Mapping["FilterCriteria"]!["Filters"]!.AsArray().Select(filter => (string?)filter!["Pattern"]);

        Assert.Equal(
            [
                """{"eventName":["INSERT"],"dynamodb":{"NewImage":{"status":{"S":["QUEUED"]}}}}""",
                """{"eventName":["MODIFY"],"dynamodb":{"NewImage":{"acks":{"M":{"outcome":{"S":[{"exists":true}]}}}}}}""",
                """{"eventName":["MODIFY"],"dynamodb":{"NewImage":{"queue":{"S":[{"exists":false}]},"status":{"S":[{"exists":true}]}}}}""",
                """{"eventName":["MODIFY"],"dynamodb":{"NewImage":{"status":{"S":["QUEUED"]}}}}""",
            ],
            filters);
    }

    [Fact]
    public void A_stream_record_that_cannot_be_handled_fails_alone_and_is_kept()
    {
        Assert.Equal("pennant-dispatch-dev", (string?)Mapping["FunctionName"]);
        Assert.Equal(("TRIM_HORIZON", 25, 0), ((string?)Mapping["StartingPosition"], (int)Mapping["BatchSize"]!, (int)Mapping["MaximumBatchingWindowInSeconds"]!));
        Assert.Equal(4, (int)Mapping["ParallelizationFactor"]!);
        Assert.Equal((5, 3_600, true), ((int)Mapping["MaximumRetryAttempts"]!, (int)Mapping["MaximumRecordAgeInSeconds"]!, (bool)Mapping["BisectBatchOnFunctionError"]!));
        Assert.Equal("""["ReportBatchItemFailures"]""", Mapping["FunctionResponseTypes"]!.ToJsonString());
        Assert.Equal(DeadLetters, (string?)Mapping["DestinationConfig"]!["OnFailure"]!["Destination"]);
    }

    [Fact]
    public void Acks_carry_their_sender_as_the_broker_knows_it_and_their_body_unread()
    {
        var rule = cloud.Dev.One("AWS::IoT::TopicRule", "pennant_acks_dev").Properties["TopicRulePayload"]!;

        Assert.Equal(
            "SELECT topic(2) AS thing, clientid() AS client, principal() AS principal, timestamp() AS received_at, encode(*, 'base64') AS body FROM 'pennant/+/acks'",
            (string?)rule["Sql"]);
        Assert.Equal("function:pennant-acknowledge-dev", Policies.Short((string)rule["Actions"]![0]!["Lambda"]!["FunctionArn"]!));
    }

    [Fact]
    public void Presence_hears_of_connections_made_and_lost()
    {
        var rule = cloud.Dev.One("AWS::IoT::TopicRule", "pennant_presence_dev").Properties["TopicRulePayload"]!;

        Assert.Equal("SELECT * FROM '$aws/events/presence/+/+' WHERE eventType = 'connected' OR eventType = 'disconnected'", (string?)rule["Sql"]);
        Assert.Equal("function:pennant-presence-dev", Policies.Short((string)rule["Actions"]![0]!["Lambda"]!["FunctionArn"]!));
        Assert.Equal("2016-03-23", (string?)rule["AwsIotSqlVersion"]);
    }

    [Fact]
    public void What_an_asynchronous_function_cannot_handle_is_kept()
    {
        var settings = cloud.Dev.Of("AWS::Lambda::EventInvokeConfig").Select(one => one.Properties).ToArray();

        Assert.Equal(["pennant-acknowledge-dev 2", "pennant-presence-dev 2", "pennant-publish-dev 0", "pennant-watch-dev 2"], settings.Select(one => $"{one["FunctionName"]} {one["MaximumRetryAttempts"]}").Order());
        Assert.All(settings, one => Assert.Equal(DeadLetters, (string?)one["DestinationConfig"]!["OnFailure"]!["Destination"]));
    }

    [Fact]
    public void The_workflow_is_the_file_with_its_three_names_filled_in()
    {
        var machine = cloud.Dev.Of("AWS::StepFunctions::StateMachine").Single().Properties;

        Assert.Equal(File.ReadAllText(Checkout.File("statemachines/print-message.asl.json")), (string?)machine["DefinitionString"]);
        Assert.Equal(["NoticeTopicArn", "RedeliverFunctionArn", "TableName"], machine["DefinitionSubstitutions"]!.AsObject().Select(one => one.Key).Order());
        Assert.Equal("pennant-messages-dev", (string?)machine["DefinitionSubstitutions"]!["TableName"]);
        Assert.Equal("STANDARD", (string?)machine["StateMachineType"]);
        Assert.True((bool)machine["TracingConfiguration"]!["Enabled"]!);
        Assert.Equal(("ERROR", false), ((string?)machine["LoggingConfiguration"]!["Level"], (bool)machine["LoggingConfiguration"]!["IncludeExecutionData"]!));
    }

    [Fact]
    public void Dead_letters_and_notices_travel_encrypted_only()
    {
        var bucket = cloud.Dev.DeadLetters.Properties;
        var policies = cloud.Dev.Of("AWS::S3::BucketPolicy").Concat(cloud.Dev.Of("AWS::SNS::TopicPolicy")).Where(policy => policy.Stack == "pennant-print-dev").ToArray();

        Assert.Equal("""{"BlockPublicAcls":true,"BlockPublicPolicy":true,"IgnorePublicAcls":true,"RestrictPublicBuckets":true}""", bucket["PublicAccessBlockConfiguration"]!.ToJsonString());
        Assert.Equal("AES256", (string?)bucket["BucketEncryption"]!["ServerSideEncryptionConfiguration"]![0]!["ServerSideEncryptionByDefault"]!["SSEAlgorithm"]);
        Assert.Equal(2, policies.Length);
        Assert.All(policies, policy => Assert.Contains(policy.Properties["PolicyDocument"]!["Statement"]!.AsArray(), statement =>
            (string?)statement!["Effect"] == "Deny" && (string?)statement["Condition"]?["Bool"]?["aws:SecureTransport"] == "false"));
    }

    private JsonObject Mapping => cloud.Dev.Of("AWS::Lambda::EventSourceMapping").Single().Properties;

    private string DeadLetters => cloud.Dev.DeadLetters.Arn;
}
