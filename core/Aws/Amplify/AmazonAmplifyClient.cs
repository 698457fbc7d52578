using Amazon.Amplify.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Pennant.Aws;

namespace Amazon.Amplify;

public class AmazonAmplifyClient : AmazonServiceClient, IAmazonAmplify
{
    private static readonly Metadata Service = new("Amplify");

    public AmazonAmplifyClient() : base(new AmazonAmplifyConfig()) { }

    public AmazonAmplifyClient(AmazonAmplifyConfig config) : base(config) { }

    public AmazonAmplifyClient(AWSCredentials credentials, AmazonAmplifyConfig clientConfig) : base(credentials, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata => Service;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => pipeline.UseSignedServiceEndpoint();

    public virtual Task<StartDeploymentResponse> StartDeploymentAsync(StartDeploymentRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<StartDeploymentResponse>(request, AmplifyOperations.StartDeployment.Options, cancellationToken);

    public virtual Task<StartJobResponse> StartJobAsync(StartJobRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<StartJobResponse>(request, AmplifyOperations.StartJob.Options, cancellationToken);

    public virtual Task<GetJobResponse> GetJobAsync(GetJobRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetJobResponse>(request, AmplifyOperations.GetJob.Options, cancellationToken);

    public virtual Task<StopJobResponse> StopJobAsync(StopJobRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<StopJobResponse>(request, AmplifyOperations.StopJob.Options, cancellationToken);
}
