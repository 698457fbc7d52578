using System.Text.RegularExpressions;
using Pennant.Local.Cloud;

namespace Pennant.Tests.Cloud.Deploying;

/// <summary>What services refuse when CloudFormation asks them to make a stack's resources.</summary>
internal sealed partial class Creation(StagingBucket bucket)
{
    /// <summary>Unpacked, in bytes. Source: "Lambda quotas".</summary>
    private const long CodeLimit = 262_144_000;

    /// <summary>Where a name is that an account and region can have once. Nothing for what there is one of.</summary>
    private static readonly Dictionary<string, string> Names = new()
    {
        ["AWS::ApiGateway::Account"] = "", ["AWS::IoT::Logging"] = "",
        ["AWS::ApiGateway::ApiKey"] = "Name", ["AWS::ApiGateway::DomainName"] = "DomainName", ["AWS::Amplify::Domain"] = "DomainName", ["AWS::Budgets::Budget"] = "Budget.BudgetName",
        ["AWS::CloudTrail::Trail"] = "TrailName", ["AWS::CloudWatch::Alarm"] = "AlarmName", ["AWS::CloudWatch::Dashboard"] = "DashboardName", ["AWS::CodeBuild::Project"] = "Name",
        ["AWS::CodePipeline::Pipeline"] = "Name", ["AWS::DynamoDB::Table"] = "TableName", ["AWS::Events::Rule"] = "Name", ["AWS::IAM::ManagedPolicy"] = "ManagedPolicyName", ["AWS::IAM::Role"] = "RoleName",
        ["AWS::IoT::Policy"] = "PolicyName", ["AWS::IoT::ThingGroup"] = "ThingGroupName", ["AWS::IoT::ThingType"] = "ThingTypeName", ["AWS::IoT::TopicRule"] = "RuleName", ["AWS::Lambda::Function"] = "FunctionName",
        ["AWS::Logs::LogGroup"] = "LogGroupName", ["AWS::Logs::ResourcePolicy"] = "PolicyName", ["AWS::S3::Bucket"] = "BucketName", ["AWS::SecretsManager::Secret"] = "Name", ["AWS::SNS::Topic"] = "TopicName",
        ["AWS::SQS::Queue"] = "QueueName", ["AWS::StepFunctions::StateMachine"] = "StateMachineName",
    };

    /// <param name="others">What else is in the account: of other stacks, or left by them.</param>
    /// <param name="secrets">The names of those that are there already.</param>
    public IEnumerable<(CloudResource Resource, string Reason)> Failures(StackContent wanted, IEnumerable<CloudResource> others, IEnumerable<string> secrets)
    {
        var taken = others.Select(Name).OfType<string>().ToHashSet();
        var known = secrets.Concat(wanted.Resources.Where(one => one.Type == "AWS::SecretsManager::Secret").SelectMany(one => new[] { one.Name, (string?)one.Properties["Name"] })).ToHashSet();
        foreach (var one in wanted.Resources)
            if ((Name(one) is { } name && taken.Contains(name) ? $"{name} already exists." : CodeFailure(one) ?? PagesFailure(one) ?? SecretFailure(one, known)) is { } reason) yield return (one, reason);
    }

    private static string? Name(CloudResource one)
    {
        if (!Names.TryGetValue(one.Type, out var path)) return null;
        var name = path is "" ? "the one of this account and region" : path.Split('.').Aggregate((System.Text.Json.Nodes.JsonNode?)one.Properties, (node, step) => node?[step])?.ToString();
        return name is null ? null : $"{one.Type} {name}";
    }

    private string? CodeFailure(CloudResource one)
    {
        if (one.Type != "AWS::Lambda::Function" || one.Properties["Code"]!["ZipFile"] is not null) return null;
        if (bucket.ReadArchive((string)one.Properties["Code"]!["S3Bucket"]!, (string)one.Properties["Code"]!["S3Key"]!) is not { } files) return "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.";
        if (files.Sum(file => file.Size) > CodeLimit) return $"Unzipped size must be smaller than {CodeLimit} bytes";
        // AWS says so when the function is first called.
        return files.Any(file => file is { Name: "bootstrap", IsExecutable: true }) ? null : "Runtime.InvalidEntrypoint: there is no executable bootstrap.";
    }

    private string? PagesFailure(CloudResource one) =>
        one.Type == "Custom::Pages" && one.Properties["Key"] is { } key && bucket.ReadArchive((string)one.Properties["Bucket"]!, (string)key!)?.Any(file => file.Name == "index.html") != true
            ? "Received response status [FAILED] from custom resource. Message returned: there is no index.html." : null;

    private static string? SecretFailure(CloudResource one, HashSet<string?> known) =>
        Secret().Matches(one.Properties.ToJsonString()).Select(match => match.Groups[1].Value).FirstOrDefault(name => !known.Contains(name)) is { } missing
            ? $"Could not find {missing}: Secrets Manager can't find the specified secret." : null;

    [GeneratedRegex(@"\{\{resolve:secretsmanager:(.+?):SecretString")]
    private static partial Regex Secret();
}
