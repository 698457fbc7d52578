using Pennant.Local.Iam;

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
        "Invoke" => [new Need("lambda:InvokeFunction", FunctionArn.Of(operation.Required("functionName")))],
        "GetFunction" or "PutFunctionEventInvokeConfig" => [new Need($"lambda:{operation.Name}", FunctionArn.Of(operation.Required("functionName")))],
        _ => Calls.FirstOrDefault(call => call.Name == operation.Name)?.Needs("lambda", operation),
    };
}
