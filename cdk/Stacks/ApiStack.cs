using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using Pennant.Cdk.Constructs;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Stacks;

internal sealed class ApiStack : Stack
{
    public ApiStack(Construct scope, CloudSettings settings, Function api, Function preview)
        : base(scope, $"pennant-api-{settings.Environment}", settings.Stack("Pennant: the HTTP API."))
    {
        Api = new MessageApi(this, "Api", settings, new MessageApiProps(api, preview));
        _ = new CfnOutput(this, "ApiUrl", new CfnOutputProps { Value = Api.Url });
    }

    public MessageApi Api { get; }
}
