using System.Text.Json.Nodes;
using Pennant.Local.Cloud;

namespace Pennant.Tests.Cloud.Rules;

/// <summary>One statement of some policy.</summary>
/// <param name="Of">What the policy belongs to: a role, or what lets others in.</param>
internal sealed record Statement(CloudResource Of, JsonNode Json)
{
    public bool Allows => Json["Effect"].Is("Allow");

    public IEnumerable<string> Actions => Json["Action"].Texts();

    public IEnumerable<string> Resources => Json["Resource"].Texts();

    public IEnumerable<string> Services => Json["Principal"]?.GetValueKind() == System.Text.Json.JsonValueKind.Object ? Json["Principal"]!["Service"].Texts() : [];

    public bool IsForEverybody => Json["Principal"] is { } who && (who.Is("*") || (who is JsonObject && who["AWS"].Is("*")));

    /// <summary>What a condition with this key is compared with, whatever the comparison.</summary>
    public IEnumerable<string> Conditions(string key) => Json["Condition"] is JsonObject tests
        ? tests.SelectMany(test => test.Value!.AsObject().Where(one => one.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).SelectMany(one => one.Value.Texts()))
        : [];

    /// <summary>Whether it says for whose sake the service must be acting, which keeps other accounts from using it.</summary>
    public bool IsForThisAccount => Conditions("aws:SourceAccount").Contains(CloudTemplate.Account) || Conditions("aws:SourceArn").Any(arn => arn.Split(':') is { Length: > 4 } parts && parts[4] == CloudTemplate.Account);
}

internal static class Statements
{
    /// <summary>What roles may do.</summary>
    public static IEnumerable<Statement> Permissions(this TemplateSet all) =>
        all.Of("AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group").SelectMany(role => role.Properties["Policies"].Many().SelectMany(policy => Of(role, policy["PolicyDocument"])))
            .Concat(all.Of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy").SelectMany(policy => Of(policy, policy.Properties["PolicyDocument"])));

    /// <summary>Who may become a role.</summary>
    public static IEnumerable<Statement> Trust(this TemplateSet all) => all.Of("AWS::IAM::Role").SelectMany(role => Of(role, role.Properties["AssumeRolePolicyDocument"]));

    /// <summary>Whom buckets, topics, queues, keys and logs let in.</summary>
    public static IEnumerable<Statement> Doors(this TemplateSet all) =>
        all.Of("AWS::S3::BucketPolicy", "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy", "AWS::Logs::ResourcePolicy", "AWS::KMS::Key", "AWS::SecretsManager::ResourcePolicy", "AWS::ApiGateway::RestApi").SelectMany(one =>
            Of(one, one.Properties["PolicyDocument"] ?? one.Properties["KeyPolicy"] ?? one.Properties["ResourcePolicy"] ?? one.Properties["Policy"]));

    private static IEnumerable<Statement> Of(CloudResource owner, JsonNode? document) =>
        (document is JsonValue text ? JsonNode.Parse(text.ToString()) : document)?["Statement"].Many().Select(one => new Statement(owner, one)) ?? [];
}
