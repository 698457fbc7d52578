using System.Text.Json.Nodes;
using Pennant.Local.Cloud;
using Xunit;

namespace Pennant.Tests.Cloud.Delivery;

[Collection(SynthesizedCloud.Name)]
public sealed class PipelineTests(SynthesizedCloud cloud)
{
    private const string Connection = "arn:aws:codeconnections:us-east-1:111122223333:connection/01234567-89ab-cdef-0123-456789abcdef";

    [Fact]
    public void Without_a_repository_and_a_connection_there_is_no_pipeline()
    {
        Assert.Empty(cloud.Dev.Of("AWS::CodePipeline::Pipeline"));
        Assert.False(File.Exists(Path.Combine(cloud.Dev.Folder, "pennant-pipeline.template.json")));
    }

    [Fact]
    public void What_is_pushed_is_built_and_tested_and_goes_to_dev_and_when_somebody_approves_to_prod()
    {
        var pipeline = Pipeline(cloud.Prod);

        Assert.Equal(
            [
                "Source: GitHub CodeStarSourceConnection ada/pennant main -> Source",
                "Build: Test CodeBuild pennant-test Source",
                "Build: Synthesize CodeBuild pennant-synth Source -> Cloud",
                "Shared: Deploy CodeBuild pennant-deploy-shared Cloud",
                "Dev: Deploy CodeBuild pennant-deploy-dev Cloud",
                "Prod: Approve Manual",
                "Prod: Deploy CodeBuild pennant-deploy-prod Cloud",
            ],
            pipeline["Stages"]!.AsArray().SelectMany(Actions));
        Assert.Equal(("V2", "SUPERSEDED"), ((string?)pipeline["PipelineType"], (string?)pipeline["ExecutionMode"]));
    }

    [Fact]
    public void What_tests_runs_where_the_tests_run_and_what_links_runs_on_Amazon_Linux_2023()
    {
        Assert.Equal(
            [
                "pennant-deploy-dev: aws/codebuild/amazonlinux-x86_64-standard:6.0, cdk/Pipeline/deploy.buildspec.yml",
                "pennant-deploy-prod: aws/codebuild/amazonlinux-x86_64-standard:6.0, cdk/Pipeline/deploy.buildspec.yml",
                "pennant-deploy-shared: aws/codebuild/amazonlinux-x86_64-standard:6.0, cdk/Pipeline/deploy.buildspec.yml",
                "pennant-synth: aws/codebuild/amazonlinux-x86_64-standard:6.0, cdk/Pipeline/synth.buildspec.yml",
                "pennant-test: public.ecr.aws/docker/library/node:22-bookworm privileged, cdk/Pipeline/test.buildspec.yml",
            ],
            cloud.Prod.Of("AWS::CodeBuild::Project").Select(Machine).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Functions_for_ARM_are_linked_on_ARM()
    {
        var synth = Project(await cloud.WholeDevAsync(), "pennant-synth")["Environment"]!;

        Assert.Equal(("ARM_CONTAINER", "aws/codebuild/amazonlinux-aarch64-standard:4.0"), ((string?)synth["Type"], (string?)synth["Image"]));
    }

    [Fact]
    public void Everything_that_was_set_is_handed_on_and_what_only_one_environment_can_have_goes_to_prod()
    {
        Assert.Equal(
            $$"""{"alarms":"alarms@pennant.example","api-keys":"yes","budget":"25","connection":"{{Connection}}","github":"ada/pennant","owner":"ada@pennant.example","prod.domain":"pennant.example","prod.health-check":"yes"}""",
            Variable("pennant-synth", "PENNANT_SETTINGS"));
        Assert.Equal("dev prod", Variable("pennant-synth", "PENNANT_ENVIRONMENTS"));
        Assert.Equal(("dev", "pennant-account pennant-pipeline"), (Variable("pennant-deploy-shared", "PENNANT_ENV"), Variable("pennant-deploy-shared", "PENNANT_STACKS")));
        Assert.Equal(("dev", "pennant-*-dev"), (Variable("pennant-deploy-dev", "PENNANT_ENV"), Variable("pennant-deploy-dev", "PENNANT_STACKS")));
        Assert.Equal(("prod", "pennant-*-prod"), (Variable("pennant-deploy-prod", "PENNANT_ENV"), Variable("pennant-deploy-prod", "PENNANT_STACKS")));
    }

    [Fact]
    public void Failures_and_the_wait_for_approval_are_told_by_mail()
    {
        var topic = cloud.Prod.Of("AWS::SNS::Topic").Single(one => one.Stack == "pennant-pipeline");

        Assert.Equal(
            [
                """{"source":["aws.codepipeline"],"detail-type":["CodePipeline Pipeline Execution State Change"],"detail":{"pipeline":["pennant-pipeline"],"state":["FAILED"]}}""",
                """{"source":["aws.codepipeline"],"detail-type":["CodePipeline Action Execution State Change"],"detail":{"pipeline":["pennant-pipeline"],"state":["STARTED"],"type":{"category":["Approval"]}}}""",
            ],
            Rules().Select(rule => rule["EventPattern"]!.ToJsonString()));
        Assert.All(Rules(), rule => Assert.Equal(topic.Arn, (string?)rule["Targets"]![0]!["Arn"]));
        Assert.Contains(cloud.Prod.Of("AWS::SNS::Subscription"), one => one.Properties["TopicArn"]?.ToString() == topic.Arn && (string?)one.Properties["Endpoint"] == "alarms@pennant.example");
    }

    [Fact]
    public void What_the_steps_hand_each_other_is_private_and_goes_after_30_days()
    {
        var bucket = cloud.Prod.Of("AWS::S3::Bucket").Single(one => one.Stack == "pennant-pipeline").Properties;

        Assert.Equal("""{"BlockPublicAcls":true,"BlockPublicPolicy":true,"IgnorePublicAcls":true,"RestrictPublicBuckets":true}""", bucket["PublicAccessBlockConfiguration"]!.ToJsonString());
        Assert.Equal(30, (int)bucket["LifecycleConfiguration"]!["Rules"]![0]!["ExpirationInDays"]!);
        Assert.All(cloud.Prod.Of("AWS::Logs::LogGroup").Where(log => log.Stack == "pennant-pipeline"), log => Assert.InRange((int)log.Properties["RetentionInDays"]!, 1, 30));
    }

    private IEnumerable<JsonObject> Rules() => cloud.Prod.Of("AWS::Events::Rule").Where(rule => rule.Stack == "pennant-pipeline").Select(rule => rule.Properties);

    private string? Variable(string project, string name) =>
        (string?)Project(cloud.Prod, project)["Environment"]!["EnvironmentVariables"]!.AsArray().Single(variable => (string?)variable!["Name"] == name)!["Value"];

    private static JsonObject Project(Synthesis made, string name) => made.One("AWS::CodeBuild::Project", name).Properties;

    private static JsonObject Pipeline(Synthesis made) => made.Of("AWS::CodePipeline::Pipeline").Single().Properties;

    private static string Machine(CloudResource project)
    {
        var on = project.Properties["Environment"]!;
        return $"{project.Name}: {on["Image"]}{((bool)on["PrivilegedMode"]! ? " privileged" : "")}, {project.Properties["Source"]!["BuildSpec"]}";
    }

    private static IEnumerable<string> Actions(JsonNode? stage) =>
        from action in stage!["Actions"]!.AsArray()
        let type = action["ActionTypeId"]!
        let what = action["Configuration"] is JsonObject configured ? string.Join(' ', new[] { "ProjectName", "FullRepositoryId", "BranchName" }.Select(name => (string?)configured[name]).OfType<string>()) : ""
        let input = (string?)action["InputArtifacts"]?[0]!["Name"]
        let output = action["OutputArtifacts"] is JsonArray made ? $"-> {made[0]!["Name"]}" : null
        select $"{stage["Name"]}: " + string.Join(' ', new[] { (string?)action["Name"], (string?)type["Provider"], what, input, output }.Where(part => !string.IsNullOrEmpty(part)));
}
