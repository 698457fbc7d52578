using Amazon.Runtime;

namespace Amazon.Amplify.Model;

public class StartDeploymentRequest : AmazonAmplifyRequest
{
    public string AppId { get; set; } = null!;

    public string BranchName { get; set; } = null!;

    /// <summary>One archive that anybody with this address can fetch. 3,000 characters at most.</summary>
    public string? SourceUrl { get; set; }

    public SourceUrlType? SourceUrlType { get; set; }
}

public class StartDeploymentResponse : AmazonWebServiceResponse
{
    public JobSummary JobSummary { get; set; } = null!;
}

public class StartJobRequest : AmazonAmplifyRequest
{
    public string AppId { get; set; } = null!;

    public string BranchName { get; set; } = null!;

    public JobType JobType { get; set; } = null!;
}

public class StartJobResponse : AmazonWebServiceResponse
{
    public JobSummary JobSummary { get; set; } = null!;
}

public class GetJobRequest : AmazonAmplifyRequest
{
    public string AppId { get; set; } = null!;

    public string BranchName { get; set; } = null!;

    public string JobId { get; set; } = null!;
}

public class GetJobResponse : AmazonWebServiceResponse
{
    public Job Job { get; set; } = null!;
}

public class StopJobRequest : AmazonAmplifyRequest
{
    public string AppId { get; set; } = null!;

    public string BranchName { get; set; } = null!;

    public string JobId { get; set; } = null!;
}

public class StopJobResponse : AmazonWebServiceResponse
{
    public JobSummary JobSummary { get; set; } = null!;
}

public class Job
{
    public JobSummary Summary { get; set; } = null!;
}

public class JobSummary
{
    public string JobId { get; set; } = null!;

    public JobStatus Status { get; set; } = null!;
}
