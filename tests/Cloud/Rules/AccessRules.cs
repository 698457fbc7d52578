using Pennant.Local.Cloud;

namespace Pennant.Tests.Cloud.Rules;

/// <summary>Who is let in: AWS's services, only when they act for this account (the confused deputy), and nobody else.</summary>
internal static class AccessRules
{
    /// <summary>Services that do not say for whom they take a role: their trust can have no such condition. They take only roles that somebody of the same account has passed to them (prowler-cloud/prowler#2810).</summary>
    private static readonly string[] Silent = ["lambda.amazonaws.com", "apigateway.amazonaws.com"];

    /// <summary>EventBridge makes a log's stream without saying for whom, and writes into it saying so.</summary>
    private static readonly string[] EmptyStream = ["logs:CreateLogStream"];

    private const string EventBridge = "events.amazonaws.com";

    public static readonly CloudRule[] All =
    [
        // Sources: hashicorp/terraform-provider-aws#4116 for functions; EventBridge user guide, "Using resource-based policies", for topics.
        new("EventBridge is asked for no account by a function and for nothing by a topic, because it would be kept out", all =>
                (from permission in all.Of("AWS::Lambda::Permission")
                 where permission.Properties["Principal"].Is(EventBridge) && permission.Properties["SourceAccount"] is not null
                 select $"{permission.LogicalId}: SourceAccount").Concat(
                 from statement in all.Doors()
                 where statement.Of.Type == "AWS::SNS::TopicPolicy" && statement.Allows && statement.Services.Contains(EventBridge) && statement.Json["Condition"] is not null
                 select $"{statement.Of.LogicalId}: a condition"),
            """
            "F": {"Type": "AWS::Lambda::Permission", "Properties": {"Action": "lambda:InvokeFunction", "FunctionName": "f", "Principal": "events.amazonaws.com", "SourceAccount": "000000000000", "SourceArn": "arn:aws:events:us-east-1:000000000000:rule/r"}},
            "G": {"Type": "AWS::Lambda::Permission", "Properties": {"Action": "lambda:InvokeFunction", "FunctionName": "f", "Principal": "events.amazonaws.com", "SourceArn": "arn:aws:events:us-east-1:000000000000:rule/r"}},
            "T": {"Type": "AWS::SNS::TopicPolicy", "Properties": {"PolicyDocument": {"Statement": [
              {"Effect": "Allow", "Action": "sns:Publish", "Principal": {"Service": "events.amazonaws.com"}, "Resource": "t", "Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:events:us-east-1:000000000000:rule/r"}}}]}}}
            """,
            "F: SourceAccount", "T: a condition"),
        CloudRule.For("A service may call a function only for a named source of this account", "AWS::Lambda::Permission", (_, one) => Caller(one),
            """
            "Anybody": {"Type": "AWS::Lambda::Permission", "Properties": {"Action": "lambda:InvokeFunction", "FunctionName": "f", "Principal": "iot.amazonaws.com"}},
            "AnyRule": {"Type": "AWS::Lambda::Permission", "Properties": {"Action": "lambda:InvokeFunction", "FunctionName": "f", "Principal": "iot.amazonaws.com", "SourceAccount": "000000000000"}},
            "AnyAccount": {"Type": "AWS::Lambda::Permission", "Properties": {"Action": "lambda:InvokeFunction", "FunctionName": "f", "Principal": "s3.amazonaws.com", "SourceArn": "arn:aws:s3:::bucket"}},
            "Public": {"Type": "AWS::Lambda::Permission", "Properties": {"Action": "lambda:InvokeFunctionUrl", "FunctionName": "f", "Principal": "*", "SourceArn": "arn:aws:iot:us-east-1:000000000000:rule/r"}}
            """,
            "Anybody: iot.amazonaws.com from any source", "AnyRule: iot.amazonaws.com from any source", "AnyAccount: s3.amazonaws.com for any account", "Public: anybody"),
        new("A service takes a role only for this account", all =>
                from statement in all.Trust()
                from service in statement.Services
                where !Silent.Contains(service) && !statement.IsForThisAccount
                select $"{statement.Of.LogicalId}: {service}",
            """
            "Careless": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "iot.amazonaws.com"}}]}}},
            "Careful": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "iot.amazonaws.com"}, "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}}]}}}
            """,
            "Careless: iot.amazonaws.com"),
        new("A bucket, a topic or a log lets a service in only for this account, and lets nobody else in", all =>
                from statement in all.Doors()
                where statement.Allows && (statement.IsForEverybody || (statement.Services.Any() && !statement.IsForThisAccount && !statement.Actions.SequenceEqual(EmptyStream) && !IsEventBridgeToTopic(statement)))
                select $"{statement.Of.LogicalId}: {(statement.IsForEverybody ? "everybody" : string.Join(' ', statement.Services))}",
            """
            "Open": {"Type": "AWS::SNS::TopicPolicy", "Properties": {"PolicyDocument": {"Statement": [
              {"Effect": "Allow", "Action": "sns:Publish", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Resource": "*"},
              {"Effect": "Allow", "Action": "sns:Publish", "Principal": "*", "Resource": "*"},
              {"Effect": "Allow", "Action": "sns:Publish", "Principal": {"AWS": "*"}, "Resource": "*"},
              {"Effect": "Deny", "Action": "sns:Publish", "Principal": "*", "Resource": "*"}]}}}
            """,
            "Open: cloudwatch.amazonaws.com", "Open: everybody", "Open: everybody"),
        new("A role is taken by services, by one function, rule, workflow or project each", all => Shared(all),
            """
            "R": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "r", "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}}]}}},
            "F": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["R", "Arn"]}}},
            "G": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["R", "Arn"]}}}
            """,
            "R: taken by arn:aws:iam::111122223333:root", "R: shared by F, G"),
    ];

    /// <summary>In a topic's policy EventBridge takes no condition.</summary>
    private static bool IsEventBridgeToTopic(Statement statement) => statement.Of.Type == "AWS::SNS::TopicPolicy" && statement.Actions.SequenceEqual(["sns:Publish"]) && statement.Services.SequenceEqual([EventBridge]);

    private static string? Caller(CloudResource permission)
    {
        var (who, source) = (permission.Properties["Principal"]!.ToString(), permission.Properties["SourceArn"]?.ToString());
        if (who == "*") return "anybody";
        if (source is null) return $"{who} from any source";
        return source.Split(':')[4] == CloudTemplate.Account || permission.Properties["SourceAccount"].Is(CloudTemplate.Account) ? null : $"{who} for any account";
    }

    private static IEnumerable<string> Shared(TemplateSet all)
    {
        foreach (var statement in all.Trust())
            foreach (var who in (statement.Json["Principal"] as System.Text.Json.Nodes.JsonObject)?["AWS"].Texts() ?? [])
                yield return $"{statement.Of.LogicalId}: taken by {who}";
        var users = all.All.Where(one => one.Type is not ("AWS::IAM::Policy" or "AWS::IAM::ManagedPolicy" or "AWS::IAM::Role")).ToArray();
        foreach (var role in all.Of("AWS::IAM::Role"))
            if (users.Where(user => user.Properties.ToJsonString().Contains($"\"{role.Arn}\"", StringComparison.Ordinal)).Select(user => user.LogicalId).ToArray() is { Length: > 1 } shared)
                yield return $"{role.LogicalId}: shared by {string.Join(", ", shared)}";
    }
}
