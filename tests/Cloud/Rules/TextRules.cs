using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pennant.Local.Cloud;

namespace Pennant.Tests.Cloud.Rules;

/// <summary>What is written in a template: names of one pattern, five tags, nothing of one account, no secret.</summary>
internal static partial class TextRules
{
    private static readonly string[] TagNames = ["CostCenter", "Environment", "ManagedBy", "Owner", "Project"];

    /// <summary>Where each type has its name.</summary>
    public static readonly IReadOnlyDictionary<string, string> NameOf = new Dictionary<string, string>
    {
        ["AWS::Amplify::App"] = "Name", ["AWS::ApiGateway::ApiKey"] = "Name", ["AWS::ApiGateway::RestApi"] = "Name", ["AWS::ApiGateway::UsagePlan"] = "UsagePlanName", ["AWS::CloudTrail::Trail"] = "TrailName",
        ["AWS::CloudWatch::Alarm"] = "AlarmName", ["AWS::CloudWatch::Dashboard"] = "DashboardName", ["AWS::CodeBuild::Project"] = "Name", ["AWS::CodePipeline::Pipeline"] = "Name",
        ["AWS::DynamoDB::Table"] = "TableName", ["AWS::Events::Rule"] = "Name", ["AWS::IAM::Role"] = "RoleName", ["AWS::IoT::Policy"] = "PolicyName", ["AWS::IoT::ThingGroup"] = "ThingGroupName",
        ["AWS::IoT::ThingType"] = "ThingTypeName", ["AWS::IoT::TopicRule"] = "RuleName", ["AWS::Lambda::Function"] = "FunctionName", ["AWS::Logs::LogGroup"] = "LogGroupName", ["AWS::S3::Bucket"] = "BucketName",
        ["AWS::SNS::Topic"] = "TopicName", ["AWS::SSM::Parameter"] = "Name", ["AWS::StepFunctions::StateMachine"] = "StateMachineName",
    };

    public static readonly CloudRule NoSecret = new("No template holds a secret", all => Literals(all, Secret()).Concat(all.Stacks.SelectMany(stack => Bare(stack.Template, "").Select(path => $"{stack.Stack}: {path}"))),
        """
        "K": {"Type": "AWS::SSM::Parameter", "Properties": {"Value": "AKIAABCDEFGHIJKLMNOP"}},
        "P": {"Type": "AWS::SSM::Parameter", "Properties": {"Value": "-----BEGIN EC PRIVATE KEY-----"}},
        "B": {"Type": "AWS::Amplify::Branch", "Properties": {"BasicAuthConfig": {"Username": "u", "Password": "swordfish"}}},
        "S": {"Type": "AWS::Amplify::Branch", "Properties": {"BasicAuthConfig": {"Username": "u", "Password": "{{resolve:secretsmanager:pennant-pages:SecretString:password}}"}}}
        """,
        "pennant-print-dev: AKIAABCDEFGHIJKLMNOP", "pennant-print-dev: -----BEGIN EC PRIVATE KEY", "pennant-print-dev: Resources.B.Properties.BasicAuthConfig.Password");

    public static readonly CloudRule NoAccount = new("No template names an account or a region", all => Literals(all, AccountOrRegion()),
        """
        "T": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "t", "DisplayName": "arn:aws:iot:eu-central-1:111122223334:thing/x"}}
        """,
        "pennant-print-dev: eu-central-1", "pennant-print-dev: 111122223334");

    public static readonly CloudRule FiveTags = new("What carries tags carries the five", all =>
            from one in all.All
            where Tags(one) is { } tags && !TagNames.All(tags.ContainsKey)
            select $"{one.LogicalId}: {string.Join(' ', Tags(one)!.Keys)}",
        """
        "T": {"Type": "AWS::SNS::Topic", "Properties": {"Tags": [{"Key": "Project", "Value": "p"}, {"Key": "Owner", "Value": "o"}]}},
        "P": {"Type": "AWS::SSM::Parameter", "Properties": {"Tags": {"CostCenter": "c", "Environment": "e", "ManagedBy": "m", "Owner": "o", "Project": "p"}}}
        """,
        "T: Project Owner");

    public static readonly CloudRule[] All =
    [
        new("A name begins with pennant and ends with the environment, if it belongs to one", all => all.All.Where(IsMisnamed).Select(one => $"{one.LogicalId}: {one.Properties[NameOf[one.Type]]}"),
            """
            "A": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "notices-dev"}},
            "B": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "pennant-notices"}},
            "C": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "pennant-notices-prod"}},
            "D": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "pennant-notices-dev"}},
            "E": {"Type": "AWS::IoT::TopicRule", "Properties": {"RuleName": "pennant_acks_dev"}},
            "F": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "/aws/lambda/pennant-api-dev"}}
            """,
            "A: notices-dev", "B: pennant-notices", "C: pennant-notices-prod"),
        FiveTags, NoAccount, NoSecret,
    ];

    private static bool IsMisnamed(CloudResource one)
    {
        if (!NameOf.TryGetValue(one.Type, out var property) || one.Properties[property] is not { } name || Given(name.ToString())) return false;
        var parts = one.Stack.Split('-');
        var text = name.ToString().Replace('_', '-');
        return !Named().IsMatch(text) || (parts[^1] is "dev" or "prod" && !text.EndsWith($"-{parts[^1]}", StringComparison.Ordinal));
    }

    /// <summary>Names that AWS prescribes.</summary>
    private static bool Given(string name) => name is "AWSIotLogsV2";

    public static Dictionary<string, string>? Tags(CloudResource one) =>
        one.Properties.Where(property => property.Key is "Tags" or "HostedZoneTags" or "HealthCheckTags" or "ResourceTags").Select(property => property.Value).FirstOrDefault() switch
        {
            JsonArray list => list.ToDictionary(tag => tag!["Key"]!.ToString(), tag => tag!["Value"]!.ToString()),
            JsonObject map => map.ToDictionary(tag => tag.Key, tag => tag.Value!.ToString()),
            _ => null,
        };

    private static IEnumerable<string> Literals(TemplateSet all, Regex pattern) =>
        all.Stacks.SelectMany(stack => pattern.Matches(stack.Template.ToJsonString().Replace(SynthesizedCloud.Connection, "", StringComparison.Ordinal)).Select(found => $"{stack.Stack}: {found.Value}"));

    /// <summary>Where something that should be secret stands in plain text.</summary>
    private static IEnumerable<string> Bare(JsonNode? node, string path) => node switch
    {
        JsonObject map => map.SelectMany(one => one.Value is JsonValue value && SecretName().IsMatch(one.Key) && !value.ToString().StartsWith("{{resolve:", StringComparison.Ordinal)
            ? [$"{path}{one.Key}"] : Bare(one.Value, $"{path}{one.Key}.")),
        JsonArray list => list.SelectMany((one, index) => Bare(one, $"{path}{index}.")),
        _ => [],
    };

    [GeneratedRegex(@"\A(/aws/([a-z]+/)+)?pennant-[a-z0-9/-]+\z", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(af|ap|ca|cn|eu|il|me|mx|sa|us)(-gov)?-(north|south|east|west|central|northeast|northwest|southeast|southwest)-\d\b|(?<![0-9A-Fa-f])\d{12}(?![0-9A-Fa-f])")]
    private static partial Regex AccountOrRegion();

    [GeneratedRegex(@"\b(AKIA|ASIA)[A-Z0-9]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY|\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}|\bxox[bp]-[A-Za-z0-9-]{20,}")]
    private static partial Regex Secret();

    [GeneratedRegex(@"(password|secret|accesstoken|oauthtoken|privatekey)\z", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
