using Amazon.Amplify;
using Amazon.Amplify.Model;

namespace Pennant.Lambdas.Publish;

/// <summary>Has Amplify publish a branch: the archive that it is given, or the repository's newest commit.</summary>
internal sealed class Publisher(IAmazonAmplify amplify, SignedAddress address, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <returns>Null when it is done (a build from the repository: when it has been asked for), else a sentence.</returns>
    public Task<string?> PublishAsync(Publication publication) =>
        publication is { Bucket: { } bucket, Key: { } key } ? DeployAsync(publication, address.Of(bucket, key, Patience)) : BuildAsync(publication);

    /// <summary>Not waited for: whether the newest commit builds is the repository's affair, and must not hold up or undo a stack.</summary>
    private async Task<string?> BuildAsync(Publication publication)
    {
        try
        {
            await amplify.StartJobAsync(new StartJobRequest { AppId = publication.AppId, BranchName = publication.Branch, JobType = JobType.RELEASE });
        }
        catch (LimitExceededException)
        {
            // It is being built as it is, and a push builds it again.
            return null;
        }
        return null;
    }

    private async Task<string?> DeployAsync(Publication publication, string archive)
    {
        var started = clock.GetTimestamp();
        var job = (await amplify.StartDeploymentAsync(new StartDeploymentRequest
        {
            AppId = publication.AppId, BranchName = publication.Branch, SourceUrl = archive, SourceUrlType = SourceUrlType.ZIP,
        })).JobSummary;
        while (job.Status != JobStatus.SUCCEED)
        {
            if (job.Status == JobStatus.FAILED || job.Status == JobStatus.CANCELLED) return $"Amplify's job {job.JobId} ended as {job.Status}; the app {publication.AppId} in the Amplify console says why.";
            if (clock.GetElapsedTime(started) > Patience) return $"Amplify's job {job.JobId} was still {job.Status} after {Patience.TotalMinutes} minutes.";
            await Task.Delay(Pause, clock);
            job = (await amplify.GetJobAsync(new GetJobRequest { AppId = publication.AppId, BranchName = publication.Branch, JobId = job.JobId })).Job.Summary;
        }
        return null;
    }
}
