using Amazon.Amplify.Model;
using Amazon.Runtime;

namespace Amazon.Amplify;

public interface IAmazonAmplify : IAmazonService, IDisposable
{
    /// <summary>Publishes files on a branch that no repository is connected to.</summary>
    Task<StartDeploymentResponse> StartDeploymentAsync(StartDeploymentRequest request, CancellationToken cancellationToken = default);

    /// <summary>Builds and publishes a branch of the connected repository.</summary>
    /// <exception cref="LimitExceededException">The branch is being built as it is.</exception>
    Task<StartJobResponse> StartJobAsync(StartJobRequest request, CancellationToken cancellationToken = default);

    Task<GetJobResponse> GetJobAsync(GetJobRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks a job to end; it may be <c>CANCELLING</c> for a while.</summary>
    Task<StopJobResponse> StopJobAsync(StopJobRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonAmplifyConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonAmplifyClient(awsCredentials, (AmazonAmplifyConfig)clientConfig);
}
