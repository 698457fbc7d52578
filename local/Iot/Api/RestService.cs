using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Pennant.Local.Endpoint;

namespace Pennant.Local.Iot.Api;

/// <summary>A REST-JSON service made of routes. Paths are read undecoded, because a topic or an ARN in them holds encoded slashes.</summary>
internal sealed class RestService(IReadOnlyCollection<string> signingNames, IReadOnlyList<RestRoute> routes) : IAwsService
{
    private const int BodyBytes = 1024 * 1024;

    public IReadOnlyCollection<string> SigningNames { get; } = signingNames;

    public IReadOnlyList<RestRoute> Routes => routes;

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            var answer = await FindAndRunAsync(context);
            await WriteAsync(context.Response, answer.Status, answer.Body);
        }
        catch (AwsException error)
        {
            context.Response.Headers["x-amzn-ErrorType"] = error.Code;
            var body = new JsonObject { ["message"] = error.Message };
            foreach (var (key, value) in error.Extra ?? []) body[key] = value?.DeepClone();
            await WriteAsync(context.Response, error.Status, JsonText.Bytes(body));
        }
    }

    private async Task<RestAnswer> FindAndRunAsync(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?')[0];
        var path = target.Trim('/').Split('/');
        foreach (var route in routes)
        {
            if (route.Match(context.Request.Method, path) is { } values) return route.Run(new RestRequest(values, context.Request.Query, context.Request.Headers, await ReadAsync(context.Request)));
        }
        throw new AwsException("UnknownOperationException", $"The local AWS IoT has no {context.Request.Method} {target}.", 404);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
        {
            body.Write(chunk, 0, read);
            if (body.Length > BodyBytes) throw new AwsException("RequestEntityTooLargeException", "The request is too large.", 413);
        }
        return body.ToArray();
    }

    private static async Task WriteAsync(HttpResponse response, int status, byte[] body)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
    }
}
