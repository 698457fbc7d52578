using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Runtime;
using Pennant.Contract.Logging;

namespace Pennant.Lambdas.Api;

/// <summary>The HTTP API: one route for each call of the sender's.</summary>
internal sealed class ApiFunction(MessageCalls messages, PrinterCalls printers, string? allowedOrigin, Log log)
{
    public async Task<APIGatewayProxyResponse> HandleAsync(APIGatewayProxyRequest request)
    {
        var answer = await AnswerAsync(request);
        answer.Headers ??= new Dictionary<string, string>();
        answer.Headers["X-Content-Type-Options"] = "nosniff";
        answer.Headers.TryAdd("Cache-Control", "no-store");
        if (allowedOrigin is not null) Allow(answer.Headers, allowedOrigin);
        return answer;
    }

    private static void Allow(IDictionary<string, string> headers, string origin)
    {
        headers["Access-Control-Allow-Origin"] = origin;
        headers["Access-Control-Expose-Headers"] = "ETag, Location, Retry-After";
        if (origin != "*") headers["Vary"] = "Origin";
    }

    private async Task<APIGatewayProxyResponse> AnswerAsync(APIGatewayProxyRequest request)
    {
        try
        {
            return await RouteAsync(request);
        }
        catch (Exception failure) when (IsBusy(failure))
        {
            log.Warning("busy", ("method", request.HttpMethod), ("resource", request.Resource), (LogFields.MessageId, request.Place("id")), (LogFields.Error, failure.GetType().Name));
            return Answers.Problem(503, "Service Unavailable", "The service is busy. Try again in a moment; with an Idempotency-Key nothing is sent twice.", ("Retry-After", "1"));
        }
        catch (Exception failure)
        {
            log.Error("failed", failure, ("method", request.HttpMethod), ("resource", request.Resource), (LogFields.MessageId, request.Place("id")));
            return Answers.Problem(500, "Internal Server Error", "Something went wrong here. It has been recorded.");
        }
    }

    private Task<APIGatewayProxyResponse> RouteAsync(APIGatewayProxyRequest request) => (request.Resource, request.HttpMethod) switch
    {
        ("/messages", "POST") => messages.PostAsync(request),
        ("/messages/{id}", "GET") => messages.GetAsync(request),
        ("/messages/{id}", "DELETE") => messages.DeleteAsync(request),
        ("/printers", "GET") => printers.ListAsync(),
        ("/printers/{name}", "GET") => printers.GetAsync(request),
        ("/health", "GET") => Task.FromResult(Answers.Json(200, new Health("ok"), ApiJson.Default.Health)),
        ("/messages", _) => Task.FromResult(NotAllowed(request, "POST")),
        ("/messages/{id}", _) => Task.FromResult(NotAllowed(request, "GET, DELETE")),
        ("/printers" or "/printers/{name}" or "/health", _) => Task.FromResult(NotAllowed(request, "GET")),
        _ => Task.FromResult(Answers.NotFound("There is no such address.")),
    };

    private static APIGatewayProxyResponse NotAllowed(APIGatewayProxyRequest request, string allowed) =>
        Answers.Problem(405, "Method Not Allowed", $"{request.HttpMethod} is not possible here; {allowed} is.", ("Allow", allowed));

    /// <summary>AWS asks for patience, or did not answer in time.</summary>
    private static bool IsBusy(Exception failure) => failure switch
    {
        ProvisionedThroughputExceededException or RequestLimitExceededException or InternalServerErrorException => true,
        AmazonServiceException { Retryable: not null } => true,
        AmazonServiceException service => (int)service.StatusCode is 0 or 429 or >= 500 || service.ErrorCode is "ThrottlingException" or "Throttling" or "SlowDown",
        AmazonClientException or HttpRequestException or TimeoutException or TaskCanceledException => true,
        _ => false,
    };
}
