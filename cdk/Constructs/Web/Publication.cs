using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using Pennant.Cdk.Settings;
using AssetFiles = Amazon.CDK.AWS.S3.Assets.Asset;

namespace Pennant.Cdk.Constructs.Web;

/// <summary>Has the pages published, with nothing clicked: the ready-built ones are handed to Amplify, or Amplify is told to build the branch. Again whenever they, their headers or their settings change.</summary>
/// <remarks>By a function of our own: those that the CDK brings for such things run on versions of Node.js and Python on which AWS makes no new functions any more.</remarks>
internal sealed class Publication : Construct
{
    public Publication(Construct scope, string id, CloudSettings settings, PagesApp pages, Function publish) : base(scope, id)
    {
        var files = settings.PagesRepository is null ? PagesFiles.Of(this, "Files", settings) : null;
        var branch = Stack.Of(this).FormatArn(new ArnComponents { Service = "amplify", Resource = "apps", ResourceName = $"{pages.App.AttrAppId}/branches/{pages.Branch.AttrBranchName}" });
        var policy = new Policy(this, "Policy", new PolicyProps
        {
            Roles = [publish.Role!],
            Statements = files is null ? [Allow.To(["amplify:StartJob"], $"{branch}/jobs/*")] : [Allow.To(["amplify:StartDeployment"], branch, $"{branch}/deployments/*"), Allow.To(["amplify:GetJob", "amplify:StopJob"], $"{branch}/jobs/*"), Read(files)],
        });
        var published = new CfnCustomResource(this, "Pages", new CfnCustomResourceProps { ServiceToken = publish.FunctionArn });
        published.AddOverride("Type", "Custom::Pages");
        foreach (var (name, value) in Properties(settings, pages, files)) published.AddPropertyOverride(name, value);
        published.Node.AddDependency(policy);
    }

    private static PolicyStatement Read(AssetFiles files) => Allow.To(["s3:GetObject"], files.Bucket.ArnForObjects(files.S3ObjectKey));

    private static IEnumerable<(string Name, object Value)> Properties(CloudSettings settings, PagesApp pages, AssetFiles? files)
    {
        // CloudFormation gives up on a function that does not answer, instead of waiting for an hour.
        yield return ("ServiceTimeout", "900");
        yield return ("AppId", pages.App.AttrAppId);
        yield return ("Branch", pages.Branch.AttrBranchName);
        // Amplify uses new headers, rules and variables from the next publication on.
        yield return ("Settings", PagesSettings.Fingerprint(settings));
        if (files is null) yield break;
        yield return ("Bucket", files.S3BucketName);
        yield return ("Key", files.S3ObjectKey);
    }
}
