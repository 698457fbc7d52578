using System.Text;
using System.Text.Json.Nodes;
using Pennant.Local.Endpoint;
using Pennant.Local.Endpoint.Access;

namespace Pennant.Local.Lambda;

/// <summary>The calls of Lambda's API that people and programs make of a running system.</summary>
internal sealed class LambdaApi
{
    private readonly LambdaHost host;
    private readonly Dictionary<string, Func<HttpContext, string, Task>> calls;

    public LambdaApi(LambdaHost host, IReadOnlyDictionary<string, FunctionPool> pools, Mappings mappings, ConfigurationCalls configuration)
    {
        this.host = host;
        calls = new()
        {
            ["Invoke"] = InvokeAsync,
            ["ListFunctions"] = (context, _) => WriteAsync(context, new JsonObject { ["Functions"] = new JsonArray([.. pools.Values.Select(pool => Describe(pool.Function))]) }),
            ["GetFunction"] = (context, name) => WriteAsync(context, new JsonObject { ["Configuration"] = Describe(host.Pool(name).Function) }),
            ["PutFunctionEventInvokeConfig"] = (context, name) => ChangeAsync(context, input => Task.FromResult(configuration.PutInvokeConfig(host.Pool(name).Function.Name, input))),
            ["ListEventSourceMappings"] = (context, _) => WriteAsync(context, new JsonObject { ["EventSourceMappings"] = new JsonArray([.. mappings.All.Select(mapping => ConfigurationCalls.Describe(mapping.Settings))]) }),
            ["UpdateEventSourceMapping"] = (context, id) => ChangeAsync(context, input => configuration.UpdateMappingAsync(id, input)),
        };
    }

    public IEnumerable<string> Offered => calls.Keys;

    public Task HandleAsync(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value!.Trim('/'));
        foreach (var call in LambdaNeeds.Calls)
            if (call.Match(method, path.Split('/')) is { } values) return calls[call.Name](context, values.Select(one => one.Value).FirstOrDefault() ?? "");
        throw new AwsException("UnknownOperationException", $"The local Lambda does not do {method} /{path}.", 404);
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
