using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs;

/// <summary>The code of the functions: as it lies in the given folders, or published here as Native AOT.</summary>
internal sealed class FunctionCode(CloudSettings settings)
{
    public Code Functions { get; } = settings.Code is { } code ? Code.FromAsset(code.Functions) : Publish("../lambdas", settings.IsArm);

    public Code Preview { get; } = settings.Code is { } code ? Code.FromAsset(code.Preview) : Publish("../lambdas/Preview", settings.IsArm);

    private static AssetCode Publish(string folder, bool isArm) => Code.FromAsset(folder, new Amazon.CDK.AWS.S3.Assets.AssetOptions
    {
        // What is deployed decides whether it is deployed again, not what it was made from.
        AssetHashType = AssetHashType.OUTPUT,
        Bundling = new BundlingOptions
        {
            // Never pulled: the local way below always answers.
            Image = DockerImage.FromRegistry("public.ecr.aws/sam/build-provided.al2023"),
            Local = new NativePublish(folder, isArm),
        },
    });
}
