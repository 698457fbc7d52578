using System.Text.Json.Nodes;
using Xunit;

namespace Pennant.Tests.Cloud;

[Collection(SynthesizedCloud.Name)]
public sealed class StackTests(SynthesizedCloud cloud)
{
    private static readonly string[] Stacks = ["api", "db", "iot", "monitoring", "print", "web"];

    /// <summary>CloudFormation cannot tag these.</summary>
    private static readonly string[] Untagged =
    [
        "AWS::Amplify::Domain", "AWS::ApiGateway::Account", "AWS::ApiGateway::BasePathMapping", "AWS::ApiGateway::Deployment", "AWS::ApiGateway::GatewayResponse", "AWS::ApiGateway::Method",
        "AWS::ApiGateway::Model", "AWS::ApiGateway::RequestValidator", "AWS::ApiGateway::Resource", "AWS::ApiGateway::UsagePlanKey",
        "AWS::IAM::Policy", "AWS::IoT::Logging", "AWS::Lambda::EventInvokeConfig", "AWS::Lambda::Permission", "AWS::Logs::ResourcePolicy", "AWS::Route53::RecordSet",
        "AWS::S3::BucketPolicy", "AWS::SNS::Subscription", "AWS::SNS::TopicPolicy", "Custom::Pages",
        "AWS::SQS::QueuePolicy", "Custom::EmptiedBucket",
    ];

    [Fact]
    public void Every_resource_that_can_be_tagged_carries_the_five_tags()
    {
        foreach (var resource in cloud.Prod.Template.Resources.Where(resource => !Untagged.Contains(resource.Type)))
        {
            var env = resource.Stack is "pennant-account" or "pennant-pipeline" ? "shared" : "prod";
            var given = resource.Properties["Tags"] ?? resource.Properties["ResourceTags"] ?? resource.Properties[$"{resource.Type.Split(':')[^1]}Tags"];
            var tags = given?.AsArray().Where(tag => (string?)tag!["Key"] != "Name").Select(tag => $"{tag!["Key"]}={tag["Value"]}") ?? [];

            Assert.True(
                new[] { "CostCenter=pennant", $"Environment={env}", "ManagedBy=cdk", "Owner=ada@pennant.example", "Project=pennant" }.SequenceEqual(tags.Order(StringComparer.Ordinal)),
                $"{resource.Type} {resource.LogicalId}: {string.Join(' ', tags)}");
        }
    }

    [Fact]
    public void The_stacks_say_where_things_are()
    {
        Assert.Equal(["AmplifyAppId", "AmplifyUrl", "ApiUrl", "DeadLetterBucket", "DevicePolicy", "IotEndpoint", "NoticeTopicArn", "PasswordSecret", "StateMachineArn", "TableArn", "TableName", "ThingGroup", "ThingType"],
            Stacks.SelectMany(name => cloud.Dev.Stack($"pennant-{name}-dev")["Outputs"]?.AsObject() ?? []).Where(output => output.Value!["Export"] is null).Select(output => output.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Prod_is_protected_from_being_torn_down_by_a_slip()
    {
        foreach (var name in Stacks)
        {
            Assert.True((bool?)Artifact(cloud.Prod, $"pennant-{name}-prod")["properties"]!["terminationProtection"]);
            Assert.NotEqual(true, (bool?)Artifact(cloud.Dev, $"pennant-{name}-dev")["properties"]!["terminationProtection"]);
        }
    }

    [Fact]
    public void Nothing_names_an_account_or_a_region()
    {
        foreach (var name in Stacks)
        {
            Assert.Equal("aws://unknown-account/unknown-region", (string?)Artifact(cloud.Dev, $"pennant-{name}-dev")["environment"]);
            Assert.DoesNotMatch(@"\b\d{12}\b|us-east-1", cloud.Dev.Stack($"pennant-{name}-dev").ToJsonString());
        }
    }

    [Fact]
    public async Task The_same_settings_give_the_same_bytes()
    {
        using var dev = await Synthesis.RunAsync();
        using var prod = await Synthesis.RunAsync(SynthesizedCloud.Whole("prod"));

        AssertSameBytes(cloud.Dev, dev, "pennant-print-dev.template.json");
        AssertSameBytes(cloud.Prod, prod, "pennant-pipeline.template.json");
    }

    [Fact]
    public async Task Other_code_for_the_functions_changes_the_names_of_the_code_and_nothing_else()
    {
        using var other = await Synthesis.RunAsync(code: "another function");

        foreach (var name in Stacks) Assert.Equal(WithoutCode(cloud.Dev.Stack($"pennant-{name}-dev")), WithoutCode(other.Stack($"pennant-{name}-dev")));
        Assert.NotEqual(cloud.Dev.Stack("pennant-print-dev").ToJsonString(), other.Stack("pennant-print-dev").ToJsonString());
    }

    private static void AssertSameBytes(Synthesis one, Synthesis other, string known)
    {
        var files = Files(other);
        Assert.Contains(known, files);
        Assert.Equal(Files(one), files);
        Assert.All(files, file => Assert.True(File.ReadAllBytes(Path.Combine(one.Folder, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(other.Folder, file))), file));

        static string[] Files(Synthesis made) => [.. Directory.GetFiles(made.Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(made.Folder, file)).Order(StringComparer.Ordinal)];
    }

    private static JsonNode Artifact(Synthesis made, string stack) => JsonNode.Parse(File.ReadAllText(Path.Combine(made.Folder, "manifest.json")))!["artifacts"]![stack]!;

    private static string WithoutCode(JsonObject stack)
    {
        foreach (var (_, resource) in stack["Resources"]!.AsObject())
        {
            if ((string?)resource!["Type"] != "AWS::Lambda::Function") continue;
            resource["Properties"]!["Code"] = null;
            resource["Metadata"] = null;
        }
        return stack.ToJsonString();
    }
}
