using System.Text.Json.Nodes;

namespace Pennant.Tests.Cloud.Rules;

/// <summary>No step of a workflow waits for ever or fails unseen.</summary>
internal static class WorkflowRules
{
    public static readonly CloudRule[] All =
    [
        new("Who waits for an answer waits for a limited time", all => States(all, "Task", state => IsCallback(state) && !HasLimit(state)),
            Machine("""
                \"Forever\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage.waitForTaskToken\", \"HeartbeatSeconds\": 60},
                \"Limited\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage.waitForTaskToken\", \"TimeoutSeconds\": 60}
                """), "M Forever"),
        new("Every task has a time limit, a retry and a catch for everything", all => States(all, "Task", state => !HasLimit(state) || !state["Retry"].Many().Any() || !state["Catch"].Many().Any(one => one["ErrorEquals"].Texts().Contains("States.ALL"))),
            Machine("""
                \"A\": {\"Type\": \"Task\", \"Retry\": [{}], \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"]}]},
                \"B\": {\"Type\": \"Task\", \"TimeoutSeconds\": 1, \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"]}]},
                \"C\": {\"Type\": \"Task\", \"TimeoutSeconds\": 1, \"Retry\": [{}], \"Catch\": [{\"ErrorEquals\": [\"States.Timeout\"]}]},
                \"D\": {\"Type\": \"Task\", \"TimeoutSeconds\": 1, \"Retry\": [{}], \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"]}]}
                """), "M A", "M B", "M C"),
        new("A heartbeat that is lost is caught under both of its names", all => States(all, "Task", state => state["HeartbeatSeconds"] is not null
                && !new[] { "States.Timeout", "States.HeartbeatTimeout" }.All(name => state["Catch"].Many().Any(one => one["ErrorEquals"].Texts().Contains(name)))),
            Machine("""\"A\": {\"Type\": \"Task\", \"HeartbeatSeconds\": 60, \"Catch\": [{\"ErrorEquals\": [\"States.HeartbeatTimeout\"]}]}"""), "M A"),
    ];

    private static bool IsCallback(JsonNode state) => state["Resource"]?.ToString().EndsWith(".waitForTaskToken", StringComparison.Ordinal) == true;

    private static bool HasLimit(JsonNode state) => state["TimeoutSeconds"] is not null || state["TimeoutSecondsPath"] is not null;

    private static IEnumerable<string> States(TemplateSet all, string type, Func<JsonNode, bool> isWrong) =>
        from machine in all.Of("AWS::StepFunctions::StateMachine")
        from state in JsonNode.Parse(machine.Properties["DefinitionString"]!.ToString())!["States"]!.AsObject()
        where state.Value!["Type"].Is(type) && isWrong(state.Value!)
        select $"{machine.LogicalId} {state.Key}";

    private static string Machine(string states) => $$$"""
        "M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": "{\"StartAt\": \"A\", \"States\": { {{{states.ReplaceLineEndings(" ")}}} }}"}}
        """;
}
