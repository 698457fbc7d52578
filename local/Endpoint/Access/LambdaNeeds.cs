using Pennant.Local.Cloud;

namespace Pennant.Local.Endpoint.Access;

/// <summary>Lambda. Source: service authorization reference, "Actions, resources, and condition keys for AWS Lambda".</summary>
internal static class LambdaNeeds
{
    public static readonly IReadOnlyList<RestCall> Calls =
    [
        new("Invoke", "POST", "/2015-03-31/functions/{functionName}/invocations"),
        new("GetFunction", "GET", "/2015-03-31/functions/{functionName}"),
        new("ListFunctions", "GET", "/2015-03-31/functions"),
        new("PutFunctionEventInvokeConfig", "PUT", "/2019-09-25/functions/{functionName}/event-invoke-config"),
        new("ListEventSourceMappings", "GET", "/2015-03-31/event-source-mappings"),
        new("UpdateEventSourceMapping", "PUT", "/2015-03-31/event-source-mappings/{uuid}", "event-source-mapping:{uuid}"),
    ];

    public static IReadOnlyList<Need>? Of(Operation operation) => operation.Name switch
    {
        "Invoke" => [new Need("lambda:InvokeFunction", Function(operation))],
        "GetFunction" or "PutFunctionEventInvokeConfig" => [new Need($"lambda:{operation.Name}", Function(operation))],
        _ => Calls.FirstOrDefault(call => call.Name == operation.Name)?.Needs("lambda", operation),
    };

    /// <summary>As the caller names it: who may call a function may not call its versions, nor the other way round.</summary>
    private static string Function(Operation operation)
    {
        var function = FunctionName.Parse(operation.Required("functionName"));
        return (function with { Qualifier = function.Qualifier ?? operation.Text("Qualifier") }).Arn;
    }
}
