using System.Text;
using System.Text.Json.Nodes;
using Pennant.Local.Endpoint;

namespace Pennant.Local.Lambda;

/// <summary>The calls of Lambda's API that people and programs make of a running system.</summary>
internal sealed class LambdaApi(LambdaHost host, IReadOnlyDictionary<string, FunctionPool> pools, Mappings mappings, ConfigurationCalls configuration)
{
    private const string Functions = "/2015-03-31/functions";

    public Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.TrimEnd('/');
        var parts = path.Split('/');
        return (context.Request.Method, parts.Length) switch
        {
            ("POST", 5) when parts[4] == "invocations" => InvokeAsync(context, Uri.UnescapeDataString(parts[3])),
            ("GET", 3) when path == Functions => WriteAsync(context, new JsonObject { ["Functions"] = new JsonArray([.. pools.Values.Select(pool => Describe(pool.Function))]) }),
            ("GET", 4) when path.StartsWith(Functions, StringComparison.Ordinal) => WriteAsync(context, new JsonObject { ["Configuration"] = Describe(host.Pool(Uri.UnescapeDataString(parts[3])).Function) }),
            ("GET", 3) when parts[2] == "event-source-mappings" => WriteAsync(context, new JsonObject { ["EventSourceMappings"] = new JsonArray([.. mappings.All.Select(mapping => ConfigurationCalls.Describe(mapping.Settings))]) }),
            ("PUT", 4) when parts[2] == "event-source-mappings" => ChangeAsync(context, input => configuration.UpdateMappingAsync(parts[3], input)),
            ("PUT", 5) when parts[4] == "event-invoke-config" => ChangeAsync(context, input => Task.FromResult(configuration.PutInvokeConfig(host.Pool(Uri.UnescapeDataString(parts[3])).Function.Name, input))),
            _ => throw new AwsException("UnknownOperationException", $"The local Lambda does not do {context.Request.Method} {path}.", 404),
        };
    }

    private async Task InvokeAsync(HttpContext context, string function)
    {
        var (request, response) = (context.Request, context.Response);
        var payload = await AwsJson.ReadAsync(request);
        if (payload.IsEmpty) payload = "{}"u8.ToArray();
        switch (request.Headers["X-Amz-Invocation-Type"].ToString())
        {
            case "Event":
                host.Enqueue(function, payload);
                response.StatusCode = StatusCodes.Status202Accepted;
                return;
            case "DryRun":
                host.Pool(function);
                response.StatusCode = StatusCodes.Status204NoContent;
                return;
        }
        var result = await host.InvokeAsync(function, payload, context.RequestAborted);
        response.Headers["X-Amz-Executed-Version"] = "$LATEST";
        if (result.Error is not null) response.Headers["X-Amz-Function-Error"] = result.Error;
        response.ContentType = "application/json";
        await response.Body.WriteAsync(result.Payload, context.RequestAborted);
    }

    private static async Task ChangeAsync(HttpContext context, Func<JsonObject, Task<JsonObject>> change) =>
        await WriteAsync(context, await change(await AwsJson.ReadObjectAsync(context.Request)));

    private static JsonObject Describe(FunctionSettings function) => new()
    {
        ["FunctionName"] = function.Name,
        ["FunctionArn"] = function.Arn,
        ["Runtime"] = "provided.al2023",
        ["Handler"] = function.Handler,
        ["Role"] = function.Role,
        ["Timeout"] = (int)function.TimeLimit.TotalSeconds,
        ["MemorySize"] = function.Memory,
        ["Version"] = "$LATEST",
        ["State"] = "Active",
        ["LastUpdateStatus"] = "Successful",
        ["Environment"] = new JsonObject { ["Variables"] = new JsonObject(function.Environment.Select(variable => KeyValuePair.Create(variable.Key, (JsonNode?)variable.Value))) },
    };

    private static Task WriteAsync(HttpContext context, JsonObject answer)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer.ToJsonString(), Encoding.UTF8);
    }
}
