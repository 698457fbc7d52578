using System.Text.Json.Nodes;

namespace Pennant.Local.Cloud;

/// <summary>What CloudFormation answers to <c>Ref</c> and <c>Fn::GetAtt</c>, by resource type. Source: the "Return values" section of each type in the CloudFormation reference.</summary>
internal static class PhysicalNames
{
    private sealed record Rule(string NameProperty, string Service, string ArnTail, bool RefIsArn = false, bool IsGlobal = false);

    private static readonly Dictionary<string, Rule> Rules = new()
    {
        ["AWS::DynamoDB::Table"] = new("TableName", "dynamodb", "table/{0}"),
        ["AWS::Lambda::Function"] = new("FunctionName", "lambda", "function:{0}"),
        ["AWS::Lambda::EventSourceMapping"] = new("", "lambda", "event-source-mapping:{0}"),
        ["AWS::StepFunctions::StateMachine"] = new("StateMachineName", "states", "stateMachine:{0}", RefIsArn: true),
        ["AWS::SNS::Topic"] = new("TopicName", "sns", "{0}", RefIsArn: true),
        ["AWS::SQS::Queue"] = new("QueueName", "sqs", "{0}"),
        ["AWS::S3::Bucket"] = new("BucketName", "s3", "{0}", IsGlobal: true),
        ["AWS::Logs::LogGroup"] = new("LogGroupName", "logs", "log-group:{0}:*"),
        ["AWS::IAM::Role"] = new("RoleName", "iam", "role/{0}", IsGlobal: true),
        ["AWS::IAM::ManagedPolicy"] = new("ManagedPolicyName", "iam", "policy/{0}", RefIsArn: true, IsGlobal: true),
        ["AWS::IoT::Policy"] = new("PolicyName", "iot", "policy/{0}"),
        ["AWS::IoT::ThingType"] = new("ThingTypeName", "iot", "thingtype/{0}"),
        ["AWS::IoT::ThingGroup"] = new("ThingGroupName", "iot", "thinggroup/{0}"),
        ["AWS::IoT::TopicRule"] = new("RuleName", "iot", "rule/{0}"),
        ["AWS::CloudTrail::Trail"] = new("TrailName", "cloudtrail", "trail/{0}"),
        ["AWS::CloudWatch::Alarm"] = new("AlarmName", "cloudwatch", "alarm:{0}"),
        ["AWS::Events::Rule"] = new("Name", "events", "rule/{0}"),
        ["AWS::SecretsManager::Secret"] = new("Name", "secretsmanager", "secret:{0}-a1b2c3", RefIsArn: true),
        ["AWS::SSM::Parameter"] = new("Name", "ssm", "parameter/{0}"),
        ["AWS::CodeBuild::Project"] = new("Name", "codebuild", "project/{0}"),
        ["AWS::CodePipeline::Pipeline"] = new("Name", "codepipeline", "{0}"),
        ["AWS::ApiGateway::Stage"] = new("StageName", "apigateway", "/stages/{0}"),
    };

    /// <summary>What only AWS runs: it may be named here, and is asked for its attributes by nobody.</summary>
    private static readonly HashSet<string> OnlyAtAws = ["AWS::Amplify::App", "AWS::Amplify::Branch", "AWS::ApiGateway::DomainName", "AWS::Route53::HostedZone"];

    /// <summary>The name in the template, or the one CloudFormation would make up: here always the same, so that data outlives a restart.</summary>
    public static string Name(string stack, string logicalId, string type, JsonObject properties)
    {
        if (Rules.TryGetValue(type, out var rule) && properties[rule.NameProperty] is JsonValue given) return given.ToString();
        var name = $"{stack}-{logicalId}";
        return type == "AWS::S3::Bucket" ? name.ToLowerInvariant() : type == "AWS::IoT::TopicRule" ? name.Replace('-', '_') : name;
    }

    public static string Arn(string type, string name)
    {
        if (!Rules.TryGetValue(type, out var rule)) return $"arn:aws:cloudformation:{CloudTemplate.Region}:{CloudTemplate.Account}:{name}";
        var (region, account) = rule.Service == "s3" ? ("", "") : (rule.IsGlobal ? "" : CloudTemplate.Region, CloudTemplate.Account);
        return $"arn:aws:{rule.Service}:{region}:{account}:{string.Format(null, rule.ArnTail, type == "AWS::SSM::Parameter" ? name.TrimStart('/') : name)}";
    }

    public static string Ref(string type, string name, string arn) => type switch
    {
        _ when Rules.TryGetValue(type, out var rule) && rule.RefIsArn => arn,
        "AWS::SQS::Queue" => $"https://sqs.{CloudTemplate.Region}.amazonaws.com/{CloudTemplate.Account}/{name}",
        _ => name,
    };

    /// <exception cref="TemplateException">An attribute that nothing here knows.</exception>
    public static string Attribute(CloudResource resource, string attribute) => (resource.Type, attribute) switch
    {
        (var type, "Arn") when Rules.ContainsKey(type) => resource.Arn,
        ("AWS::StepFunctions::StateMachine", "Name") or ("AWS::SNS::Topic", "TopicName") or ("AWS::SQS::Queue", "QueueName") => resource.Name.Split(':', '/')[^1],
        ("AWS::DynamoDB::Table", "StreamArn") => resource.Arn + "/stream/2026-01-01T00:00:00.000",
        ("AWS::ApiGateway::RestApi", "RootResourceId") => resource.Name + "-root",
        ("AWS::S3::Bucket", "RegionalDomainName" or "DomainName") => $"{resource.Name}.s3.{CloudTemplate.Region}.amazonaws.com",
        ("AWS::SSM::Parameter", "Value") => resource.Properties["Value"]!.ToString(),
        (var type, _) when OnlyAtAws.Contains(type) => $"{resource.Name}.{attribute}",
        _ => throw new TemplateException($"Fn::GetAtt {resource.LogicalId}.{attribute}: the attribute {attribute} of {resource.Type} is not known here."),
    };
}
