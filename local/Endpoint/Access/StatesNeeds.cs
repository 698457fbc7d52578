using Pennant.Local.StepFunctions.Runs;

namespace Pennant.Local.Endpoint.Access;

/// <summary>Step Functions. Source: service authorization reference, "Actions, resources, and condition keys for AWS Step Functions".</summary>
/// <remarks>Of task tokens the reference knows no resource; AWS's own refusal names the state machine (NOAA-OWP/hydrovis#837), and a permission for it is enough (tried in aws/aws-cdk#8486).</remarks>
internal static class StatesNeeds
{
    public static IReadOnlyList<Need>? Of(Operation operation) => operation.Name switch
    {
        "StartExecution" or "ListExecutions" or "DescribeStateMachine" => [On(operation, operation.Required("stateMachineArn"))],
        "StopExecution" or "DescribeExecution" or "GetExecutionHistory" or "DescribeStateMachineForExecution" => [On(operation, operation.Required("executionArn"))],
        "ListStateMachines" => [On(operation, "*")],
        // A token is its state machine's. One that was never issued is nobody's: whoever shows it is told just that.
        "SendTaskSuccess" or "SendTaskFailure" or "SendTaskHeartbeat" => TaskTokens.MachineOf(operation.Required("taskToken")) is { } machine ? [On(operation, machine)] : [],
        _ => null,
    };

    private static Need On(Operation operation, string resource) => new($"states:{operation.Name}", resource);
}
