using Amazon.CDK;
using Amazon.CDK.AWS.S3.Assets;
using Constructs;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs.Web;

/// <summary>The built pages as one archive: as they lie in the given folder, or built here.</summary>
internal static class PagesFiles
{
    public static Asset Of(Construct scope, string id, CloudSettings settings) => new(scope, id, settings.Pages is { } ready ? new AssetProps { Path = ready } : new AssetProps
    {
        Path = "../frontend",
        // What is deployed decides whether it is deployed again, not what it was made from.
        AssetHashType = AssetHashType.OUTPUT,
        Bundling = new BundlingOptions
        {
            // Never pulled: the local way below always answers.
            Image = DockerImage.FromRegistry("public.ecr.aws/docker/library/node:22"),
            Local = new NpmBuild(PagesBuild.Variables(settings)),
        },
    });
}
