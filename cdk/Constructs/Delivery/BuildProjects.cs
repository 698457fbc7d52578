using System.Text.Json;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs.Delivery;

/// <summary>The steps of the pipeline, each with as little leave as it needs: what tests cannot write what is deployed, and what deploys builds nothing.</summary>
internal sealed class BuildProjects(Construct scope, CloudSettings settings, PipelineSettings pipeline, ArtifactBucket artifacts)
{
    public BuildProject Test { get; } = new(scope, "Test", new BuildProjectProps(
        "test", "Builds Pennant and runs all of its tests.", "test.buildspec.yml", BuildMachine.Debian, [artifacts.Find(), artifacts.Read(ArtifactBucket.Source)]));

    public BuildProject Synth { get; } = new(scope, "Synth", new BuildProjectProps(
        "synth", "Makes the templates, the functions and the pages that are deployed.", "synth.buildspec.yml", BuildMachine.AmazonLinux(settings.IsArm),
        [artifacts.Find(), artifacts.Read(ArtifactBucket.Source), artifacts.Write(ArtifactBucket.Cloud)])
    {
        Variables = new Dictionary<string, string>
        {
            // Readable in the template: mail addresses and domains have nothing to escape.
            ["PENNANT_SETTINGS"] = pipeline.Context.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }),
            ["PENNANT_ENVIRONMENTS"] = string.Join(' ', PipelineSettings.Environments),
        },
    });

    /// <summary>The pipeline itself and what the account has once.</summary>
    public BuildProject DeployShared { get; } = Deploy(scope, artifacts, "shared", "dev", "pennant-account pennant-pipeline");

    public IReadOnlyDictionary<string, BuildProject> Deployments { get; } = PipelineSettings.Environments.ToDictionary(env => env, env => Deploy(scope, artifacts, env, env, $"pennant-*-{env}"));

    public IEnumerable<BuildProject> All => [Test, Synth, DeployShared, .. Deployments.Values];

    private static BuildProject Deploy(Construct scope, ArtifactBucket artifacts, string name, string env, string stacks) => new(
        scope, $"Deploy{char.ToUpperInvariant(name[0])}{name[1..]}", new BuildProjectProps(
        $"deploy-{name}", $"Deploys {stacks}.", "deploy.buildspec.yml", BuildMachine.AmazonLinux(isArm: false), [artifacts.Find(), artifacts.Read(ArtifactBucket.Cloud), Bootstrap()])
    {
        Variables = new Dictionary<string, string> { ["PENNANT_ENV"] = env, ["PENNANT_STACKS"] = stacks },
        // A certificate waits for its records, and they for whoever owns the domain.
        TimeLimit = TimeSpan.FromMinutes(120),
    });

    /// <summary>To deploy is to be one of the two roles that <c>cdk bootstrap</c> made for it.</summary>
    private static PolicyStatement Bootstrap() => Allow.To(["sts:AssumeRole"], Role(DefaultStackSynthesizer.DEFAULT_DEPLOY_ROLE_ARN), Role(DefaultStackSynthesizer.DEFAULT_FILE_ASSET_PUBLISHING_ROLE_ARN));

    private static string Role(string arn) => Fn.Sub(arn.Replace("${Qualifier}", DefaultStackSynthesizer.DEFAULT_QUALIFIER, StringComparison.Ordinal));
}
