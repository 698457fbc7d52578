using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace Pennant.Cdk.Constructs.Delivery;

/// <param name="Name">The project's, after <c>pennant-</c>.</param>
/// <param name="Specification">One of cdk/Pipeline, by which the project does what it does.</param>
/// <param name="Permissions">All that it may do besides writing its own log.</param>
internal sealed record BuildProjectProps(string Name, string Description, string Specification, BuildMachine Machine, PolicyStatement[] Permissions)
{
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(60);

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}

/// <summary>A project with a role and a log of its own, for a step of the pipeline.</summary>
internal sealed class BuildProject : Construct
{
    public BuildProject(Construct scope, string id, BuildProjectProps props) : base(scope, id)
    {
        var log = new LogGroup(this, "Log", new LogGroupProps
        {
            LogGroupName = $"/aws/codebuild/pennant-{props.Name}", Retention = RetentionDays.ONE_MONTH, RemovalPolicy = RemovalPolicy.DESTROY,
        });
        Project = new CfnProject(this, "Project", new CfnProjectProps
        {
            Name = $"pennant-{props.Name}",
            Description = props.Description,
            ServiceRole = LoggedRole.Of(this, Allow.ForThisAccount("codebuild.amazonaws.com"), $"What pennant-{props.Name} may do.", log, props.Permissions).RoleArn,
            Source = new CfnProject.SourceProperty { Type = "CODEPIPELINE", BuildSpec = $"cdk/Pipeline/{props.Specification}" },
            Artifacts = new CfnProject.ArtifactsProperty { Type = "CODEPIPELINE" },
            Environment = props.Machine.Environment(props.Variables),
            LogsConfig = new CfnProject.LogsConfigProperty { CloudWatchLogs = new CfnProject.CloudWatchLogsConfigProperty { Status = "ENABLED", GroupName = log.LogGroupName } },
            TimeoutInMinutes = props.TimeLimit.TotalMinutes,
            QueuedTimeoutInMinutes = 60,
        });
    }

    public CfnProject Project { get; }
}

/// <summary>What a build runs on.</summary>
/// <param name="IsPrivileged">For tests that mount: nothing else needs it.</param>
internal sealed record BuildMachine(string Image, string Kind, string Size, bool IsPrivileged = false)
{
    /// <summary>As the tests are written for: apt, and a Chromium that apt can install, which Ubuntu's cannot.</summary>
    public static BuildMachine Debian { get; } = new("public.ecr.aws/docker/library/node:22-bookworm", "LINUX_CONTAINER", "BUILD_GENERAL1_MEDIUM", IsPrivileged: true);

    /// <summary>With the glibc of AWS Lambda, on the functions' own processor.</summary>
    public static BuildMachine AmazonLinux(bool isArm) => isArm
        ? new BuildMachine("aws/codebuild/amazonlinux-aarch64-standard:4.0", "ARM_CONTAINER", "BUILD_GENERAL1_SMALL")
        : new BuildMachine("aws/codebuild/amazonlinux-x86_64-standard:6.0", "LINUX_CONTAINER", "BUILD_GENERAL1_SMALL");

    public CfnProject.EnvironmentProperty Environment(IReadOnlyDictionary<string, string> variables) => new()
    {
        Image = Image,
        Type = Kind,
        ComputeType = Size,
        PrivilegedMode = IsPrivileged,
        ImagePullCredentialsType = Image.StartsWith("aws/", StringComparison.Ordinal) ? "CODEBUILD" : "SERVICE_ROLE",
        EnvironmentVariables = variables.Select(one => new CfnProject.EnvironmentVariableProperty { Name = one.Key, Value = one.Value, Type = "PLAINTEXT" }).ToArray(),
    };
}
