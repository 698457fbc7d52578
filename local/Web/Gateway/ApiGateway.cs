using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Pennant.Local.Cloud;
using Pennant.Local.Endpoint.Access;
using Pennant.Local.Lambda;

namespace Pennant.Local.Web.Gateway;

/// <summary>API Gateway for the one REST API of the template: its routes, its limits and its way of calling functions.</summary>
internal sealed class ApiGateway : IDisposable
{
    private const int LargestBody = 10 * 1024 * 1024;

    private readonly ApiDescription api;
    private readonly MediaTypes mediaTypes;
    private readonly AccessLog log;
    private readonly ConcurrentDictionary<ApiMethod, Throttle> throttles = new(ReferenceEqualityComparer.Instance);
    private readonly IFunctions functions;
    private readonly Guard guard;
    private readonly TimeProvider time;
    private readonly ILogger logger;

    /// <exception cref="TemplateException">The API uses something that is not emulated here.</exception>
    public ApiGateway(CloudTemplate template, IFunctions functions, Guard guard, string logFolder, TimeProvider time, ILogger<ApiGateway> logger)
    {
        api = new ApiDescription(template);
        mediaTypes = new MediaTypes(api.BinaryMediaTypes);
        log = new AccessLog(api.StageProperties, logFolder);
        (this.functions, this.guard, this.time, this.logger) = (functions, guard, time, logger);
    }

    /// <param name="path">The path after the address of the stage, e.g. <c>/messages</c>.</param>
    public async Task HandleAsync(HttpContext http, string path)
    {
        var started = time.GetTimestamp();
        var variables = new Dictionary<string, string>();
        var route = api.Find(path, variables);
        var context = RequestContext.Of(api, route, http, path, time.GetUtcNow());
        var answer = await AnswerAsync(http.Request, route, path, variables, context);
        Log(context, answer, time.GetElapsedTime(started));
        await answer.WriteAsync(http.Response, context["requestId"]!.ToString());
    }

    public void Dispose() => log.Dispose();

    private async Task<ApiAnswer> AnswerAsync(HttpRequest request, RouteNode? route, string path, Dictionary<string, string> variables, JsonObject context)
    {
        if (route?.Method(request.Method) is not { } method) return Error(GatewayError.UnknownRoute, context);
        if (!throttles.GetOrAdd(method, _ => Throttle.Of(api.StageProperties, time)).TryEnter()) return Error(GatewayError.Throttled, context);
        if (method.Function is null) return MockAnswer.Of(method.Integration, request.Headers.Origin.FirstOrDefault());
        if (await ReadAsync(request) is not { } body) return Error(GatewayError.TooLarge, context);
        if (method.Body?.Accepts(request.ContentType, body) == false) return Error(GatewayError.BadBody, context);
        var isBinary = mediaTypes.IsBinary(request.ContentType);
        var proxyEvent = ProxyEvent.Of(request, route, path, variables, context, api.StageProperties["Variables"] as JsonObject, body, isBinary);
        return await InvokeAsync(method, SourceOf(method, route), proxyEvent, context, mediaTypes.IsBinary(request.Headers.Accept.FirstOrDefault()));
    }

    /// <summary>The function goes on when the caller has left or the time is up, as it does on AWS.</summary>
    private async Task<ApiAnswer> InvokeAsync(ApiMethod method, string source, byte[] proxyEvent, JsonObject context, bool wantsBinary)
    {
        var started = time.GetTimestamp();
        try
        {
            guard.DemandInvoke("apigateway.amazonaws.com", source, method.Function!);
            var result = await functions.InvokeAsync(method.Function!, proxyEvent, CancellationToken.None).WaitAsync(method.Timeout, time);
            if (result.Error is null && ProxyAnswer.Read(result.Payload, wantsBinary) is { } answer) return answer;
            logger.LogWarning("{Function} answered with {Problem}.", method.Function, result.Error ?? "something that is no HTTP answer");
            return Error(GatewayError.BadAnswer, context);
        }
        catch (TimeoutException)
        {
            return Error(GatewayError.Timeout, context);
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "{Function} could not be called.", method.Function);
            return Error(GatewayError.Failure, context);
        }
        finally
        {
            context["integrationLatency"] = (long)time.GetElapsedTime(started).TotalMilliseconds;
        }
    }

    /// <summary>The ARN by which the function's policy knows the caller.</summary>
    private string SourceOf(ApiMethod method, RouteNode route) => Arn.Of("execute-api", $"{api.ApiId}/{api.Stage}/{method.HttpMethod}{route.Path}");

    private ApiAnswer Error(GatewayError error, JsonObject context) => error.Answer(api.GatewayResponses, context);

    /// <returns>Null when the body is larger than the gateway takes.</returns>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > LargestBody) return null;
        using var body = new MemoryStream();
        var part = new byte[16 * 1024];
        while (await request.Body.ReadAsync(part, request.HttpContext.RequestAborted) is var read and > 0)
        {
            if (body.Length + read > LargestBody) return null;
            body.Write(part, 0, read);
        }
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private void Log(JsonObject context, ApiAnswer answer, TimeSpan took)
    {
        context["status"] = answer.Status;
        context["responseLength"] = answer.Body.Length;
        context["responseLatency"] = (long)took.TotalMilliseconds;
        log.Write(context);
    }
}
