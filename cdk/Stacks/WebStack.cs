using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using Pennant.Cdk.Constructs;
using Pennant.Cdk.Constructs.Web;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Stacks;

internal sealed class WebStack : Stack
{
    public WebStack(Construct scope, CloudSettings settings, MessageApi api, Function publish)
        : base(scope, $"pennant-web-{settings.Environment}", settings.Stack("Pennant: the pages."))
    {
        Pages = new PagesApp(this, "Pages", settings, api.Url);
        _ = new Publication(this, "Publication", settings, Pages, publish);
        _ = new AmplifyBuilds(this, "Builds", settings, Pages.App.AttrAppId);
        _ = new CfnOutput(this, "AmplifyUrl", new CfnOutputProps { Value = Pages.Url });
        _ = new CfnOutput(this, "AmplifyAppId", new CfnOutputProps { Value = Pages.App.AttrAppId });
        if (Pages.PasswordSecret is { } password)
            _ = new CfnOutput(this, "PasswordSecret", new CfnOutputProps { Description = "Where the pages' password is kept.", Value = password.SecretName });
    }

    public PagesApp Pages { get; }
}
