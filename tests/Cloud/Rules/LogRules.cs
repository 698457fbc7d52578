using System.Text.Json.Nodes;

namespace Pennant.Tests.Cloud.Rules;

/// <summary>Everything that logs has a log group of its own, which forgets in time.</summary>
internal static class LogRules
{
    private static readonly Dictionary<string, Func<JsonObject, JsonNode?>> Destination = new()
    {
        ["AWS::Lambda::Function"] = one => one["LoggingConfig"]?["LogGroup"],
        ["AWS::StepFunctions::StateMachine"] = one => one["LoggingConfiguration"]?["Destinations"]?[0]?["CloudWatchLogsLogGroup"]?["LogGroupArn"],
        ["AWS::ApiGateway::Stage"] = one => one["AccessLogSetting"]?["DestinationArn"],
        ["AWS::CodeBuild::Project"] = one => one["LogsConfig"]?["CloudWatchLogs"]?["GroupName"],
    };

    public static readonly CloudRule[] All =
    [
        CloudRule.For("A log group forgets", "AWS::Logs::LogGroup", (_, group) => group.Properties["RetentionInDays"] is null ? "kept for ever" : null,
            """
            "L": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "l"}}
            """,
            "L: kept for ever"),
        new("What logs has a log group in its own template", all =>
                from one in all.All
                where Destination.ContainsKey(one.Type) && !IsGroup(all, Destination[one.Type](one.Properties))
                select $"{one.LogicalId}: no log group",
            """
            "F": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "f"}},
            "G": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "g", "LoggingConfig": {"LogGroup": {"Ref": "Group"}}}},
            "Group": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "l"}},
            "M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"LoggingConfiguration": {"Destinations": [{"CloudWatchLogsLogGroup": {"LogGroupArn": {"Fn::GetAtt": ["Group", "Arn"]}}}]}}},
            "S": {"Type": "AWS::ApiGateway::Stage", "Properties": {"AccessLogSetting": {"DestinationArn": "arn:aws:logs:us-east-1:000000000000:log-group:other"}}},
            "B": {"Type": "AWS::CodeBuild::Project", "Properties": {"LogsConfig": {"CloudWatchLogs": {"Status": "ENABLED"}}}}
            """,
            "F: no log group", "S: no log group", "B: no log group"),
    ];

    private static bool IsGroup(TemplateSet all, JsonNode? value) =>
        value?.ToString() is { } text && all.Of("AWS::Logs::LogGroup").Any(group => group.Name == text || group.Arn == text || group.Arn == $"{text}:*");
}
