using System.Text.Json;
using System.Text.Json.Nodes;
using Pennant.Local.Endpoint;
using Pennant.Local.Endpoint.Access;
using Pennant.Local.Iam;
using Pennant.Local.Lambda;
using Pennant.Local.StepFunctions.Language;

namespace Pennant.Local.StepFunctions.Runs;

/// <summary>Makes the calls of tasks with the role of their state machine and gives their errors the names that AWS gives them.</summary>
internal sealed class TaskCaller(IFunctions functions, IEnumerable<IAwsActions> actions, Guard guard)
{
    private readonly Dictionary<string, IAwsActions> _actions = actions.ToDictionary(action => action.Service);

    /// <exception cref="StatesException">The service or the function refused.</exception>
    public async Task<JsonNode?> CallAsync(ExecutionRecord execution, TaskResource resource, JsonNode? parameters, CancellationToken cancellation)
    {
        if (parameters is not JsonObject input) throw new StatesException(StatesError.Runtime, $"The parameters of {resource.Type}:{resource.Name} must be an object");
        try
        {
            var caller = guard.Authority.Assume(execution.RoleArn, "states.amazonaws.com", execution.Name, execution.Machine);
            return resource is { IsSdk: false, Service: "lambda" }
                ? await InvokeAsync(caller, input, cancellation)
                : await guard.For(caller, ActionsOf(resource)).CallAsync(resource.Action, input, cancellation) ?? new JsonObject();
        }
        catch (AwsException error)
        {
            throw new StatesException(new StatesError(ErrorNames.Of(resource, error), ErrorNames.CauseOf(resource, error)), error);
        }
        catch (Exception error) when (error is not StatesException && !cancellation.IsCancellationRequested)
        {
            throw new StatesException(new StatesError(ErrorNames.OfBrokenCall(resource), error.Message), error);
        }
    }

    private IAwsActions ActionsOf(TaskResource resource) =>
        _actions.GetValueOrDefault(resource.Service)
        ?? throw new StatesException(ErrorNames.OfBrokenCall(resource), $"There is no service {resource.Service} here");

    private async Task<JsonNode> InvokeAsync(Caller caller, JsonObject input, CancellationToken cancellation)
    {
        var function = Json.String(input["FunctionName"]) ?? throw new StatesException(StatesError.Runtime, "FunctionName is missing");
        guard.Demand(caller, "lambda", new Operation("Invoke", new JsonObject { ["functionName"] = function }));
        var result = await functions.InvokeAsync(function, JsonSerializer.SerializeToUtf8Bytes(input["Payload"]), cancellation).WaitAsync(cancellation);
        var payload = result.Payload.IsEmpty ? null : JsonNode.Parse(result.Payload.Span);
        if (result.Error is not null) throw new StatesException(new StatesError(Json.String(payload?["errorType"]) ?? "Lambda.Unknown", Json.Text(payload)));
        return new JsonObject { ["ExecutedVersion"] = "$LATEST", ["Payload"] = payload, ["StatusCode"] = 200 };
    }
}
