using Amazon.CDK.AWS.CodePipeline;

namespace Pennant.Cdk.Constructs.Delivery;

/// <summary>The pipeline's actions, as CodePipeline writes them down.</summary>
internal static class Actions
{
    public static CfnPipeline.ActionDeclarationProperty GitHub(string repository, string connection) => new()
    {
        Name = "GitHub",
        ActionTypeId = Type("Source", "CodeStarSourceConnection"),
        Configuration = new Dictionary<string, object>
        {
            ["ConnectionArn"] = connection, ["FullRepositoryId"] = repository, ["BranchName"] = "main", ["OutputArtifactFormat"] = "CODE_ZIP", ["DetectChanges"] = "false",
        },
        OutputArtifacts = Named(ArtifactBucket.Source),
        RunOrder = 1,
    };

    public static CfnPipeline.ActionDeclarationProperty Build(string name, BuildProject project, string input, string? output = null, int order = 1) => new()
    {
        Name = name,
        ActionTypeId = Type("Build", "CodeBuild"),
        Configuration = new Dictionary<string, object> { ["ProjectName"] = project.Project.Ref },
        InputArtifacts = new[] { new CfnPipeline.InputArtifactProperty { Name = input } },
        OutputArtifacts = Named(output),
        RunOrder = order,
    };

    /// <summary>Waits up to seven days for somebody who may say yes.</summary>
    public static CfnPipeline.ActionDeclarationProperty Approve() => new()
    {
        Name = "Approve",
        ActionTypeId = Type("Approval", "Manual"),
        Configuration = new Dictionary<string, object> { ["CustomData"] = "Dev runs what would go to prod. Send a message to a printer there before you approve." },
        RunOrder = 1,
    };

    private static CfnPipeline.OutputArtifactProperty[]? Named(string? artifact) => artifact is null ? null : [new CfnPipeline.OutputArtifactProperty { Name = artifact }];

    private static CfnPipeline.ActionTypeIdProperty Type(string category, string provider) => new() { Category = category, Owner = "AWS", Provider = provider, Version = "1" };
}
