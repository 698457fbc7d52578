using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;
using Pennant.Aws;

namespace Amazon.Amplify;

public class AmazonAmplifyConfig : ClientConfig
{
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString("Amplify", "4.0.0");

    public AmazonAmplifyConfig() : base(Defaults.Provider)
    {
        base.ServiceId = "Amplify";
        AuthenticationServiceName = "amplify";
        EndpointProvider = new ServiceEndpoint();
    }

    public override string RegionEndpointServiceName => "amplify";

    public override string ServiceVersion => "2017-07-25";

    public override string UserAgent => Agent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => ServiceEndpoint.Of(this);
}
