using Amazon.Amplify;
using Amazon.Amplify.Model;
using Amazon.Runtime;

namespace Pennant.Lambdas.Publish;

/// <summary>Has Amplify publish a branch: the archive that it is given, or the repository's newest commit.</summary>
internal sealed class Publisher(IAmazonAmplify amplify, SignedAddress address, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PatienceWithStopping = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <returns>Null when it is done (a build from the repository: when it has been asked for), else a sentence.</returns>
    public async Task<string?> PublishAsync(Publication publication)
    {
        if (publication is { Bucket: { } bucket, Key: { } key }) return await DeployAsync(publication, address.Of(bucket, key, Patience));
        await BuildAsync(publication);
        return null;
    }

    /// <summary>Not waited for: whether the newest commit builds is the repository's affair, and must not hold up or undo a stack.</summary>
    private async Task BuildAsync(Publication publication)
    {
        try
        {
            await amplify.StartJobAsync(new StartJobRequest { AppId = publication.AppId, BranchName = publication.Branch, JobType = JobType.RELEASE });
        }
        catch (LimitExceededException)
        {
            // It is being built as it is, and a push builds it again.
            return;
        }
    }

    private async Task<string?> DeployAsync(Publication publication, string archive)
    {
        var started = (await amplify.StartDeploymentAsync(new StartDeploymentRequest
        {
            AppId = publication.AppId, BranchName = publication.Branch, SourceUrl = archive, SourceUrlType = SourceUrlType.ZIP,
        })).JobSummary;
        var job = await UntilEndedAsync(publication, started, Patience);
        if (!HasEnded(job)) return await StopAsync(publication, job);
        return job.Status == JobStatus.SUCCEED ? null : $"Amplify's job {job.JobId} ended as {job.Status}; the app {publication.AppId} in the Amplify console says why.";
    }

    /// <summary>A job that goes on has Amplify refuse the next one, and that may be the stack's own roll-back. It may still come to a good end.</summary>
    private async Task<string?> StopAsync(Publication publication, JobSummary job)
    {
        var late = $"Amplify's job {job.JobId} was still {job.Status} after {Patience.TotalMinutes} minutes, and ";
        try
        {
            var stopping = (await amplify.StopJobAsync(new StopJobRequest { AppId = publication.AppId, BranchName = publication.Branch, JobId = job.JobId })).JobSummary;
            var stopped = await UntilEndedAsync(publication, stopping, PatienceWithStopping);
            return stopped.Status == JobStatus.SUCCEED ? null : HasEnded(stopped) ? late + "has been stopped." : late + "is being stopped.";
        }
        catch (AmazonServiceException failure)
        {
            return late + $"could not be stopped: {failure.Message}";
        }
    }

    private async Task<JobSummary> UntilEndedAsync(Publication publication, JobSummary job, TimeSpan patience)
    {
        for (var started = clock.GetTimestamp(); !HasEnded(job) && clock.GetElapsedTime(started) <= patience;)
        {
            await Task.Delay(Pause, clock);
            job = (await amplify.GetJobAsync(new GetJobRequest { AppId = publication.AppId, BranchName = publication.Branch, JobId = job.JobId })).Job.Summary;
        }
        return job;
    }

    private static bool HasEnded(JobSummary job) => job.Status == JobStatus.SUCCEED || job.Status == JobStatus.FAILED || job.Status == JobStatus.CANCELLED;
}
