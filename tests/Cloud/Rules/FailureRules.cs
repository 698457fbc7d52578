using Pennant.Local.Cloud;

namespace Pennant.Tests.Cloud.Rules;

/// <summary>What could not be done is kept somewhere.</summary>
internal static class FailureRules
{
    public static readonly CloudRule[] All =
    [
        CloudRule.For("A topic rule keeps what it could not pass on", "AWS::IoT::TopicRule",
            (_, rule) => rule.Properties["TopicRulePayload"]!["ErrorAction"] is null ? "no error action" : null,
            """
            "R": {"Type": "AWS::IoT::TopicRule", "Properties": {"TopicRulePayload": {"Sql": "SELECT *", "Actions": []}}}
            """,
            "R: no error action"),
        CloudRule.For("A record of a stream that cannot be handled is tried a few times and kept", "AWS::Lambda::EventSourceMapping", (_, one) => OfStream(one),
            """
            "Kept": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"MaximumRetryAttempts": 5, "MaximumRecordAgeInSeconds": 60, "BisectBatchOnFunctionError": true, "DestinationConfig": {"OnFailure": {"Destination": "arn:aws:s3:::b"}}}},
            "Lost": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"MaximumRetryAttempts": 5, "MaximumRecordAgeInSeconds": 60, "BisectBatchOnFunctionError": true}},
            "Stuck": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"DestinationConfig": {"OnFailure": {"Destination": "arn:aws:s3:::b"}}}}
            """,
            "Lost: no failure destination", "Stuck: one bad record stops the stream"),
        new("A function that is called without anybody waiting keeps what it could not handle", Unwaited,
            """
            "Rule": {"Type": "AWS::IoT::TopicRule", "Properties": {"TopicRulePayload": {"Actions": [{"Lambda": {"FunctionArn": {"Fn::GetAtt": ["ByRule", "Arn"]}}}]}}},
            "Topic": {"Type": "AWS::SNS::Subscription", "Properties": {"Protocol": "lambda", "Endpoint": {"Fn::GetAtt": ["ByTopic", "Arn"]}}},
            "Timer": {"Type": "AWS::Events::Rule", "Properties": {"Targets": [{"Id": "t", "Arn": {"Fn::GetAtt": ["ByTimer", "Arn"]}}]}},
            "ByRule": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "by-rule"}},
            "ByTopic": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "by-topic"}},
            "ByTimer": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "by-timer"}},
            "Kept": {"Type": "AWS::Lambda::EventInvokeConfig", "Properties": {"FunctionName": {"Ref": "ByTimer"}, "DestinationConfig": {"OnFailure": {"Destination": "arn:aws:s3:::b"}}}}
            """,
            "ByRule: called by Rule, no failure destination", "ByTopic: called by Topic, no failure destination"),
        CloudRule.For("A notice to a program that cannot be delivered is kept", "AWS::SNS::Subscription",
            (_, one) => one.Properties["Protocol"]!.ToString() is not ("email" or "email-json" or "sms") && one.Properties["RedrivePolicy"] is null ? "no redrive policy" : null,
            """
            "Program": {"Type": "AWS::SNS::Subscription", "Properties": {"Protocol": "sqs", "Endpoint": "q"}},
            "Person": {"Type": "AWS::SNS::Subscription", "Properties": {"Protocol": "email", "Endpoint": "a@b"}}
            """,
            "Program: no redrive policy"),
        CloudRule.For("An event that cannot be delivered is kept", "AWS::Events::Rule",
            // A schedule's event says nothing, and the next one is on its way.
            (_, rule) => rule.Properties["ScheduleExpression"] is null && rule.Properties["Targets"].Many().Any(target => target["DeadLetterConfig"] is null && !IsLog(target)) ? "a target without dead letters" : null,
            """
            "S": {"Type": "AWS::Events::Rule", "Properties": {"ScheduleExpression": "rate(5 minutes)", "Targets": [{"Id": "t", "Arn": "arn:aws:lambda:us-east-1:000000000000:function:f"}]}},
            "E": {"Type": "AWS::Events::Rule", "Properties": {"Targets": [{"Id": "t", "Arn": "arn:aws:sns:us-east-1:000000000000:t"}]}}
            """,
            "E: a target without dead letters"),
    ];

    /// <summary>A line in a log is a copy of what the event tells of, and no queue would say more.</summary>
    private static bool IsLog(System.Text.Json.Nodes.JsonNode target) => target["Arn"]!.ToString().Contains(":log-group:", StringComparison.Ordinal);

    private static string? OfStream(CloudResource mapping)
    {
        var properties = mapping.Properties;
        if (properties["DestinationConfig"]?["OnFailure"]?["Destination"] is null) return "no failure destination";
        return (int?)properties["MaximumRetryAttempts"] is >= 0 && (int?)properties["MaximumRecordAgeInSeconds"] is > 0 && (bool?)properties["BisectBatchOnFunctionError"] == true
            ? null : "one bad record stops the stream";
    }

    private static IEnumerable<string> Unwaited(TemplateSet all)
    {
        var callers = all.Of("AWS::IoT::TopicRule", "AWS::SNS::Subscription", "AWS::Events::Rule", "AWS::Logs::SubscriptionFilter", "AWS::Scheduler::Schedule", "AWS::S3::Bucket").ToArray();
        var kept = all.Of("AWS::Lambda::EventInvokeConfig").Where(one => one.Properties["DestinationConfig"]?["OnFailure"]?["Destination"] is not null).Select(one => one.Properties["FunctionName"]!.ToString()).ToHashSet();
        return from function in all.Of("AWS::Lambda::Function")
               from caller in callers
               where caller.Properties.ToJsonString().Contains($"\"{function.Arn}\"", StringComparison.Ordinal) && !kept.Contains(function.Name)
               select $"{function.LogicalId}: called by {caller.LogicalId}, no failure destination";
    }
}
