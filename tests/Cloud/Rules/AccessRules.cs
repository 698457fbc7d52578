using Pennant.Local.Cloud;
using Pennant.Local.Iam;

namespace Pennant.Tests.Cloud.Rules;

/// <summary>Who is let in: AWS's services, only when they act for this account (the confused deputy), and nobody else.</summary>
internal static class AccessRules
{
    public static readonly CloudRule[] All =
    [
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
                where CouldSay(service, statement) && !statement.IsForThisAccount
                select $"{statement.Of.LogicalId}: {service}",
            """
            "Careless": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "iot.amazonaws.com"}}]}}},
            "Careful": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "iot.amazonaws.com"}, "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}}]}}}
            """,
            "Careless: iot.amazonaws.com"),
        new("A bucket, a topic or a log lets a service in only for this account, and lets nobody else in", all =>
                from statement in all.Doors()
                where statement.Allows && (statement.IsForEverybody || (statement.Services.Any(service => CouldSay(service, statement)) && !statement.IsForThisAccount))
                select $"{statement.Of.LogicalId}: {(statement.IsForEverybody ? "everybody" : string.Join(' ', statement.Services))}",
            """
            "Open": {"Type": "AWS::SNS::TopicPolicy", "Properties": {"PolicyDocument": {"Statement": [
              {"Effect": "Allow", "Action": "sns:Publish", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Resource": "*"},
              {"Effect": "Allow", "Action": "sns:Publish", "Principal": "*", "Resource": "*"},
              {"Effect": "Allow", "Action": "sns:Publish", "Principal": {"AWS": "*"}, "Resource": "*"},
              {"Effect": "Deny", "Action": "sns:Publish", "Principal": "*", "Resource": "*"}]}}}
            """,
            "Open: cloudwatch.amazonaws.com", "Open: everybody", "Open: everybody"),
        new("A policy asks a service only for what it says", all => Unsaid(all),
            """
            "Called": {"Type": "AWS::Lambda::Permission", "Properties": {"Action": "lambda:InvokeFunction", "FunctionName": "f", "Principal": "events.amazonaws.com", "SourceAccount": "000000000000", "SourceArn": "arn:aws:events:us-east-1:000000000000:rule/r"}},
            "Taken": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}, "Condition": {"StringEquals": {"aws:SourceAccount": "000000000000"}}}]}}},
            "Log": {"Type": "AWS::Logs::ResourcePolicy", "Properties": {"PolicyDocument": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"logs:CreateLogStream\", \"logs:PutLogEvents\"], \"Principal\": {\"Service\": \"events.amazonaws.com\"}, \"Condition\": {\"ArnEquals\": {\"aws:SourceArn\": \"arn:aws:events:us-east-1:000000000000:rule/r\"}}}]}"}},
            "Told": {"Type": "AWS::SNS::TopicPolicy", "Properties": {"PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sns:Publish", "Principal": {"Service": "events.amazonaws.com"}, "Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:events:us-east-1:000000000000:rule/r"}}}]}}},
            "Unheard": {"Type": "AWS::SNS::TopicPolicy", "Properties": {"PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sns:Publish", "Principal": {"Service": "batch.amazonaws.com"}, "Condition": {"StringEquals": {"aws:SourceAccount": "000000000000"}}}]}}}
            """,
            "Called: events.amazonaws.com does not say aws:SourceAccount with lambda:InvokeFunction", "Taken: lambda.amazonaws.com does not say aws:SourceAccount with sts:AssumeRole",
            "Log: events.amazonaws.com does not say aws:SourceArn with logs:CreateLogStream", "Told: events.amazonaws.com does not say aws:SourceArn with sns:Publish", "Unheard: what batch.amazonaws.com says with sns:Publish is not known"),
        new("A role is taken by services, by one function, rule, workflow or project each", all => Shared(all),
            """
            "R": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "r", "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}}]}}},
            "F": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["R", "Arn"]}}},
            "G": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["R", "Arn"]}}}
            """,
            "R: taken by arn:aws:iam::111122223333:root", "R: shared by F, G"),
    ];

    /// <summary>Whether there is anything that the statement could ask the service for.</summary>
    private static bool CouldSay(string service, Statement statement) => statement.Actions.Any(action => SourceKeys.Of(service, action) is not { Count: 0 });

    private static IEnumerable<string> Unsaid(TemplateSet all)
    {
        var asked = from permission in all.Of("AWS::Lambda::Permission")
                    let given = permission.Properties
                    where given["Principal"]!.ToString().EndsWith(".amazonaws.com", StringComparison.Ordinal)
                    from key in new[] { given["SourceAccount"] is null ? null : SourceKeys.Account, given["SourceArn"] is null ? null : SourceKeys.Source }.OfType<string>()
                    select (Of: permission, Service: given["Principal"]!.ToString(), Action: given["Action"]!.ToString(), Key: key);
        var stated = from statement in all.Trust().Concat(all.Doors())
                     where statement.Allows
                     from key in new[] { SourceKeys.Account, SourceKeys.Source }
                     where statement.Conditions(key).Any()
                     from service in statement.Services
                     from action in statement.Actions
                     select (statement.Of, Service: service, Action: action, Key: key);
        return from one in asked.Concat(stated)
               let said = SourceKeys.Of(one.Service, one.Action)
               where said?.Contains(one.Key) != true
               select $"{one.Of.LogicalId}: {(said is null ? $"what {one.Service} says with {one.Action} is not known" : $"{one.Service} does not say {one.Key} with {one.Action}")}";
    }

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
