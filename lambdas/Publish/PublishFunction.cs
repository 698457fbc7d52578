using System.Text.Json;
using Amazon.Runtime;
using Pennant.Contract.Logging;

namespace Pennant.Lambdas.Publish;

/// <summary>Publishes the pages for CloudFormation, and tells it how that went: without an answer it would wait until its time is up.</summary>
internal sealed class PublishFunction(Publisher publisher, HttpClient http, Log log)
{
    public async Task HandleAsync(PublicationEvent request)
    {
        var failure = await FailureAsync(request);
        var (app, branch) = (request.Publication.AppId, request.Publication.Branch);
        if (failure is null) log.Event("published", ("request", request.RequestType), ("app", app), ("branch", branch));
        else log.Warning("publication_failed", ("request", request.RequestType), ("app", app), ("branch", branch), ("failure", failure));
        var answer = new PublicationAnswer(failure is null ? "SUCCESS" : "FAILED", failure ?? "", $"{app}/{branch}", request.StackId, request.RequestId, request.LogicalResourceId);
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(answer, LambdaJson.Default.PublicationAnswer));
        // The address is signed for no content type at all.
        content.Headers.ContentType = null;
        using var put = await http.PutAsync(request.ResponseUrl, content);
        put.EnsureSuccessStatusCode();
    }

    /// <returns>Null when the pages are published.</returns>
    private async Task<string?> FailureAsync(PublicationEvent request)
    {
        // What was published goes when Amplify's app goes.
        if (request.RequestType == "Delete") return null;
        try
        {
            return await publisher.PublishAsync(request.Publication);
        }
        catch (Exception failure) when (failure is AmazonServiceException or AmazonClientException or HttpRequestException or TaskCanceledException)
        {
            log.Error("failed", failure, ("app", request.Publication.AppId));
            return $"Amplify could not be told to publish the pages: {failure.Message}";
        }
    }
}
