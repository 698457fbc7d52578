using Amazon.CDK.AWS.CodePipeline;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs.Delivery;

/// <summary>From a push to main to both environments.</summary>
internal sealed class DeliveryPipeline : Construct
{
    public const string Name = "pennant-pipeline";

    public DeliveryPipeline(Construct scope, string id, CloudSettings settings, PipelineSettings pipeline) : base(scope, id)
    {
        var artifacts = new ArtifactBucket(this, "Artifacts");
        var projects = new BuildProjects(this, settings, pipeline, artifacts);
        Notices = new FailureNotices(this, "Notices", settings);
        Pipeline = new CfnPipeline(this, "Pipeline", new CfnPipelineProps
        {
            Name = Name,
            PipelineType = "V2",
            // A newer push goes past one that waits, for a person's leave for example.
            ExecutionMode = "SUPERSEDED",
            // It deploys itself: what is then under way goes on with the new pipeline, from the start.
            RestartExecutionOnUpdate = true,
            RoleArn = Role(settings, artifacts, projects).RoleArn,
            ArtifactStore = new CfnPipeline.ArtifactStoreProperty { Type = "S3", Location = artifacts.Bucket.BucketName },
            Triggers = new[] { PushToMain() },
            Stages = Stages(settings, projects).ToArray(),
        });
        Notices.Watch(Pipeline);
    }

    public CfnPipeline Pipeline { get; }

    public FailureNotices Notices { get; }

    private static CfnPipeline.PipelineTriggerDeclarationProperty PushToMain() => new()
    {
        ProviderType = "CodeStarSourceConnection",
        GitConfiguration = new CfnPipeline.GitConfigurationProperty
        {
            SourceActionName = "GitHub",
            Push = new[] { new CfnPipeline.GitPushFilterProperty { Branches = new CfnPipeline.GitBranchFilterCriteriaProperty { Includes = ["main"] } } },
        },
    };

    private static IEnumerable<CfnPipeline.StageDeclarationProperty> Stages(CloudSettings settings, BuildProjects projects)
    {
        yield return Stage("Source", Actions.GitHub(settings.Repository!, settings.Connection!));
        yield return Stage("Build", Actions.Build("Test", projects.Test, ArtifactBucket.Source), Actions.Build("Synthesize", projects.Synth, ArtifactBucket.Source, ArtifactBucket.Cloud));
        yield return Stage("Shared", Actions.Build("Deploy", projects.DeployShared, ArtifactBucket.Cloud));
        yield return Stage("Dev", Actions.Build("Deploy", projects.Deployments["dev"], ArtifactBucket.Cloud));
        var deploy = Actions.Build("Deploy", projects.Deployments["prod"], ArtifactBucket.Cloud, order: 2);
        yield return settings.ApprovesProduction ? Stage("Prod", Actions.Approve(), deploy) : Stage("Prod", deploy);
    }

    private static CfnPipeline.StageDeclarationProperty Stage(string name, params CfnPipeline.ActionDeclarationProperty[] actions) => new() { Name = name, Actions = actions };

    private Role Role(CloudSettings settings, ArtifactBucket artifacts, BuildProjects projects) => new(this, "Role", new RoleProps
    {
        Description = "What the pipeline may do.",
        AssumedBy = Allow.ForThisAccount("codepipeline.amazonaws.com"),
        InlinePolicies = new Dictionary<string, PolicyDocument>
        {
            ["Permissions"] = new(new PolicyDocumentProps
            {
                Statements =
                [
                    // The service has two names, and checks either.
                    Allow.To(["codeconnections:UseConnection", "codestar-connections:UseConnection"], settings.Connection!),
                    artifacts.Find(), artifacts.Read(ArtifactBucket.Source), artifacts.Write(ArtifactBucket.Source), artifacts.Read(ArtifactBucket.Cloud), artifacts.Write(ArtifactBucket.Cloud),
                    Allow.To(["codebuild:BatchGetBuilds", "codebuild:StartBuild", "codebuild:StopBuild"], [.. projects.All.Select(one => one.Project.AttrArn)]),
                ],
            }),
        },
    });
}
