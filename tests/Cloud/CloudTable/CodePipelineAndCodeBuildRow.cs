using System.Text.Json.Nodes;
using Xunit;

namespace Pennant.Tests.Cloud.CloudTable;

/// <summary>CodePipeline and CodeBuild: source from GitHub by connection, on push to <c>main</c>; build and test; deploy by CloudFormation with change sets and automatic rollback;
/// optional manual approval before prod; SNS notice on failure.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class CodePipelineAndCodeBuildRow(SynthesizedCloud cloud)
{
    [Fact]
    public void Source_from_GitHub_by_connection_on_push_to_main()
    {
        var source = Assert.Single(Actions(cloud.Prod), action => (string?)action["ActionTypeId"]!["Category"] == "Source");
        var trigger = Assert.Single(Pipeline(cloud.Prod)["Triggers"]!.AsArray())!["GitConfiguration"]!;

        Assert.Equal("CodeStarSourceConnection", (string?)source["ActionTypeId"]!["Provider"]);
        Assert.Equal((SynthesizedCloud.Connection, "ada/pennant", "main"),
            ((string?)source["Configuration"]!["ConnectionArn"], (string?)source["Configuration"]!["FullRepositoryId"], (string?)source["Configuration"]!["BranchName"]));
        Assert.Equal((string?)source["Name"], (string?)trigger["SourceActionName"]);
        Assert.Equal("""["main"]""", trigger["Push"]![0]!["Branches"]!["Includes"]!.ToJsonString());
    }

    [Fact]
    public void Build_and_test()
    {
        var test = File.ReadAllText(Specification("pennant-test"));

        Assert.Contains("dotnet build Pennant.sln", test, StringComparison.Ordinal);
        Assert.Contains("dotnet test", test, StringComparison.Ordinal);
        Assert.True(Position("Test", cloud.Prod) < Position("Deploy", cloud.Prod));
    }

    [Fact]
    public void Deploy_by_CloudFormation_with_change_sets_and_automatic_rollback()
    {
        var deployments = Projects.Where(project => project.Key.StartsWith("pennant-deploy-", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(deployments);
        Assert.All(deployments, project =>
        {
            var command = File.ReadLines(Specification(project.Key)).Single(line => line.Contains("cdk deploy", StringComparison.Ordinal));
            Assert.Contains("--method=change-set", command, StringComparison.Ordinal);
            Assert.DoesNotContain("--no-rollback", command, StringComparison.Ordinal);
            Assert.DoesNotContain("--hotswap", command, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Optional_manual_approval_before_prod()
    {
        var without = await cloud.WholeDevAsync();
        var prod = Pipeline(cloud.Prod)["Stages"]!.AsArray().Single(stage => (string?)stage!["Name"] == "Prod")!["Actions"]!.AsArray();

        Assert.Equal(["Approval 1", "Build 2"], prod.Select(action => $"{action!["ActionTypeId"]!["Category"]} {action["RunOrder"]}").Order());
        Assert.Contains(Actions(without), action => (string?)action["ActionTypeId"]!["Category"] == "Build");
        Assert.DoesNotContain(Actions(without), action => (string?)action["ActionTypeId"]!["Category"] == "Approval");
    }

    [Fact]
    public void SNS_notice_on_failure()
    {
        var rule = cloud.Prod.Of("AWS::Events::Rule").Single(one => one.Properties["EventPattern"]?["detail"]?["state"]?.ToJsonString() == """["FAILED"]""" && one.Stack == "pennant-pipeline").Properties;
        var topic = cloud.Prod.Of("AWS::SNS::Topic").Single(one => one.Arn == (string?)rule["Targets"]![0]!["Arn"]);

        Assert.Equal("""["aws.codepipeline"]""", rule["EventPattern"]!["source"]!.ToJsonString());
        Assert.Equal("""["CodePipeline Pipeline Execution State Change"]""", rule["EventPattern"]!["detail-type"]!.ToJsonString());
        Assert.Contains(cloud.Prod.Of("AWS::SNS::Subscription"), one => (string?)one.Properties["TopicArn"] == topic.Arn && (string?)one.Properties["Endpoint"] == "alarms@pennant.example");
    }

    [Fact]
    public void Without_a_connection_there_is_no_pipeline() => Assert.DoesNotContain(cloud.Dev.Template.Resources, one => one.Type.StartsWith("AWS::Code", StringComparison.Ordinal));

    private Dictionary<string, JsonObject> Projects => cloud.Prod.Of("AWS::CodeBuild::Project").ToDictionary(project => (string)project.Properties["Name"]!, project => project.Properties);

    private string Specification(string project) => Checkout.File((string)Projects[project]["Source"]!["BuildSpec"]!);

    private static JsonObject Pipeline(Synthesis made) => Assert.Single(made.Of("AWS::CodePipeline::Pipeline")).Properties;

    private static IEnumerable<JsonNode> Actions(Synthesis made) => Pipeline(made)["Stages"]!.AsArray().SelectMany(stage => stage!["Actions"]!.AsArray()).Select(action => action!);

    private static int Position(string action, Synthesis made) => Pipeline(made)["Stages"]!.AsArray().Select((stage, index) => (stage, index)).First(one => one.stage!["Actions"]!.AsArray().Any(each => (string?)each!["Name"] == action)).index;
}
