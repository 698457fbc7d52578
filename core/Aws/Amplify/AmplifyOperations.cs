using System.Text.Json;
using Amazon.Amplify.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Pennant.Aws;

namespace Amazon.Amplify;

internal static class AmplifyOperations
{
    private const string Branch = "/apps/{app}/branches/{branch}";

    public static readonly Operation<StartDeploymentRequest> StartDeployment = Of<StartDeploymentRequest>(
        static (request, http) => http.Call("POST", $"{Branch}/deployments/start").Place("app", request.AppId).Place("branch", request.BranchName)
            .Json(json => { json.Text("sourceUrl", request.SourceUrl); json.Text("sourceUrlType", request.SourceUrlType?.Value); }),
        static answer => new StartDeploymentResponse { JobSummary = Summary(answer.GetProperty("jobSummary")) });

    public static readonly Operation<StartJobRequest> StartJob = Of<StartJobRequest>(
        static (request, http) => http.Call("POST", $"{Branch}/jobs").Place("app", request.AppId).Place("branch", request.BranchName)
            .Json(json => json.Text("jobType", request.JobType.Value)),
        static answer => new StartJobResponse { JobSummary = Summary(answer.GetProperty("jobSummary")) });

    public static readonly Operation<GetJobRequest> GetJob = Of<GetJobRequest>(
        static (request, http) => http.Call("GET", $"{Branch}/jobs/{{job}}").Place("app", request.AppId).Place("branch", request.BranchName).Place("job", request.JobId),
        static answer => new GetJobResponse { Job = new Job { Summary = Summary(answer.GetProperty("job").GetProperty("summary")) } });

    public static readonly Operation<StopJobRequest> StopJob = Of<StopJobRequest>(
        static (request, http) => http.Call("DELETE", $"{Branch}/jobs/{{job}}/stop").Place("app", request.AppId).Place("branch", request.BranchName).Place("job", request.JobId),
        static answer => new StopJobResponse { JobSummary = Summary(answer.GetProperty("jobSummary")) });

    private static JobSummary Summary(JsonElement json) => new() { JobId = json.Text("jobId")!, Status = json.Text("status")! };

    private static Operation<TRequest> Of<TRequest>(Action<TRequest, IRequest> write, Func<JsonElement, AmazonWebServiceResponse> read)
        where TRequest : AmazonWebServiceRequest => new("Amazon.Amplify", write, body => read(Body.Read(body)), Fail);

    private static AmazonAmplifyException Fail(ErrorResponse error) => error.Code switch
    {
        "LimitExceededException" => new LimitExceededException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        _ => new AmazonAmplifyException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
    };
}
