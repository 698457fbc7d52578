using System.Text.Json.Nodes;
using Xunit;

namespace Pennant.Tests.Cloud;

[Collection(SynthesizedCloud.Name)]
public sealed class StackTests(SynthesizedCloud cloud)
{
    private static readonly string[] Stacks = ["api", "db", "iot", "monitoring", "print", "web"];

    [Fact]
    public void The_stacks_say_where_things_are()
    {
        Assert.Equal(["AmplifyAppId", "AmplifyUrl", "ApiUrl", "DeadLetterBucket", "DevicePolicy", "IotEndpoint", "NoticeTopicArn", "PasswordSecret", "StateMachineArn", "TableArn", "TableName", "ThingGroup", "ThingType"],
            Stacks.SelectMany(name => cloud.Dev.Stack($"pennant-{name}-dev")["Outputs"]?.AsObject() ?? []).Where(output => output.Value!["Export"] is null).Select(output => output.Key).Order(StringComparer.Ordinal));
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
