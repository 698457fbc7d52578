using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Pennant.Local.Endpoint.Access;

/// <summary>Reads from a request which operation it asks for, in the protocol of its service.</summary>
internal static class Operations
{
    /// <exception cref="AwsException">The service has no such operation, or the body cannot be read.</exception>
    public static Operation Of(string service, HttpRequest request, ReadOnlyMemory<byte> body) => service switch
    {
        "iot" or "execute-api" => OfRest(service, IotNeeds.ControlPlane, request, body),
        "iotdata" or "iotdevicegateway" => OfRest(service, IotNeeds.DataPlane, request, ReadOnlyMemory<byte>.Empty),
        "lambda" => OfRest(service, LambdaNeeds.Calls, request, ReadOnlyMemory<byte>.Empty),
        "s3" => OfS3(request),
        "sns" or "sts" => OfForm(body),
        _ => new Operation(AwsJson.Action(request), AwsJson.Parse(body)),
    };

    private static Operation OfRest(string service, IReadOnlyList<RestCall> calls, HttpRequest request, ReadOnlyMemory<byte> body)
    {
        // Undecoded, because a topic or an ARN in it holds encoded slashes.
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?')[0];
        var path = target.Trim('/').Split('/');
        foreach (var call in calls)
        {
            if (call.Match(request.Method, path) is not { } values) continue;
            var input = AwsJson.Parse(body);
            foreach (var (name, value) in request.Query) input[name] = value.ToString();
            if (request.Headers["x-amzn-principal"].ToString() is { Length: > 0 } principal) input["x-amzn-principal"] = principal;
            foreach (var (name, value) in values) input[name] = value;
            return new Operation(call.Name, input);
        }
        throw new AwsException("UnknownOperationException", $"The local {service} has no {request.Method} {target}.", 404);
    }

    private static Operation OfS3(HttpRequest request)
    {
        var parts = request.Path.Value!.TrimStart('/').Split('/', 2);
        var key = parts.ElementAtOrDefault(1) ?? "";
        var name = (request.Method, parts[0] == "", key == "") switch
        {
            ("PUT", _, false) => "PutObject",
            ("GET", _, false) => "GetObject",
            ("HEAD", _, false) => "HeadObject",
            ("GET", true, _) => "ListBuckets",
            ("GET", false, true) => "ListObjectsV2",
            ("HEAD", false, true) => "HeadBucket",
            _ => throw new AwsException("MethodNotAllowed", $"The local S3 does not do {request.Method} here.", 405),
        };
        return new Operation(name, new JsonObject { ["Bucket"] = parts[0], ["Key"] = key });
    }

    private static Operation OfForm(ReadOnlyMemory<byte> body)
    {
        var input = new JsonObject();
        foreach (var (name, value) in QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Span))) input[name] = value.ToString();
        return new Operation(input["Action"]?.ToString() ?? "", input);
    }
}
