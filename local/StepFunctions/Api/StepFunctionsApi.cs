using System.Text.Json.Nodes;
using Pennant.Local.Endpoint;
using Pennant.Local.StepFunctions.Journal;
using Pennant.Local.StepFunctions.Language;
using Pennant.Local.StepFunctions.Runs;

namespace Pennant.Local.StepFunctions.Api;

/// <summary>The actions of the Step Functions API that are offered here.</summary>
internal sealed class StepFunctionsApi
{
    private readonly Dictionary<string, Func<Request, CancellationToken, Task<JsonNode?>>> _actions;
    private readonly IReadOnlyList<MachineListing> _machines;
    private readonly ExecutionJournal _journal;
    private readonly Executions _executions;
    private readonly TaskTokens _tokens;
    private readonly TimeProvider _time;

    public StepFunctionsApi(IReadOnlyList<MachineListing> machines, ExecutionJournal journal, Executions executions, TaskTokens tokens, TimeProvider time)
    {
        (_machines, _journal, _executions, _tokens, _time) = (machines, journal, executions, tokens, time);
        _actions = new()
        {
            ["StartExecution"] = (request, _) => StartExecutionAsync(request),
            ["StopExecution"] = (request, _) => StopExecutionAsync(request),
            ["DescribeExecution"] = (request, _) => Task.FromResult<JsonNode?>(Answers.Execution(Find(request))),
            ["ListExecutions"] = (request, _) => Task.FromResult<JsonNode?>(ListExecutions(request)),
            ["GetExecutionHistory"] = (request, _) => Task.FromResult<JsonNode?>(History(request)),
            ["ListStateMachines"] = (_, _) => Task.FromResult<JsonNode?>(new JsonObject { ["stateMachines"] = new JsonArray([.. _machines.Select(Answers.Listed)]) }),
            ["DescribeStateMachine"] = (request, _) => Task.FromResult<JsonNode?>(Answers.Machine(Machine(request.Text("stateMachineArn")))),
            ["DescribeStateMachineForExecution"] = (request, _) => Task.FromResult<JsonNode?>(MachineOf(Find(request))),
            ["SendTaskSuccess"] = SendTaskSuccessAsync,
            ["SendTaskFailure"] = SendTaskFailureAsync,
            ["SendTaskHeartbeat"] = (request, _) => SendTaskHeartbeat(request),
        };
    }

    public IEnumerable<string> Offered => _actions.Keys;

    /// <exception cref="AwsException">As AWS refuses.</exception>
    public Task<JsonNode?> CallAsync(string action, JsonObject input, CancellationToken cancellation) => _actions.TryGetValue(action, out var act)
        ? act(new Request(input), cancellation)
        : throw new AwsException("UnknownOperationException", $"{action} is not offered here");

    private async Task<JsonNode?> StartExecutionAsync(Request request)
    {
        var machine = Machine(request.Text("stateMachineArn"));
        var name = request.OptionalText("name") ?? Guid.NewGuid().ToString();
        if (!ExecutionName.IsValid(name)) throw new AwsException("InvalidName", $"Invalid Name: '{name}'");
        var input = request.OptionalText("input") ?? "{}";
        if (!Json.TryParse(input, out _)) throw new AwsException("InvalidExecutionInput", "Invalid State Machine Execution Input: 'not JSON'");
        Request.RefuseTooLong("input", input);
        var record = await _executions.StartAsync(machine.Arn, machine.Hash, machine.RoleArn, name, input);
        return new JsonObject { ["executionArn"] = record.Arn, ["startDate"] = Answers.Seconds(record.StartedAt) };
    }

    private async Task<JsonNode?> StopExecutionAsync(Request request)
    {
        var record = Find(request);
        await _executions.EndAsync(record.Arn, Ending.Aborted(request.OptionalText("error"), request.OptionalText("cause")));
        return new JsonObject { ["stopDate"] = Answers.Seconds(Find(request).StoppedAt ?? _time.GetUtcNow()) };
    }

    private JsonObject ListExecutions(Request request)
    {
        var machine = Machine(request.Text("stateMachineArn"));
        var count = request.Count();
        var found = _journal.List(machine.Arn, request.OptionalText("statusFilter"), request.Beyond() ?? long.MaxValue, count + 1);
        var answer = new JsonObject { ["executions"] = new JsonArray([.. found.Take(count).Select(Answers.Listed)]) };
        if (found.Count > count) answer["nextToken"] = Request.TokenFor(found[count - 1].Row);
        return answer;
    }

    private JsonObject History(Request request)
    {
        var isNewestFirst = request.Flag("reverseOrder");
        var count = request.Count();
        var found = _journal.Events(Find(request).Row, isNewestFirst, request.Beyond() ?? (isNewestFirst ? long.MaxValue : 0), count + 1);
        var answer = new JsonObject { ["events"] = new JsonArray([.. found.Take(count).Select(Answers.Event)]) };
        if (found.Count > count) answer["nextToken"] = Request.TokenFor(found[count - 1].Id);
        return answer;
    }

    private async Task<JsonNode?> SendTaskSuccessAsync(Request request, CancellationToken cancellation)
    {
        var output = request.Text("output");
        if (!Json.TryParse(output, out var result)) throw new AwsException("InvalidOutput", "Invalid Output: 'not JSON'");
        Request.RefuseTooLong("output", output);
        var attempt = _tokens.Find(request.Text("taskToken"));
        return await AnsweredAsync(attempt, attempt.Succeed(result), cancellation);
    }

    private async Task<JsonNode?> SendTaskFailureAsync(Request request, CancellationToken cancellation)
    {
        var attempt = _tokens.Find(request.Text("taskToken"));
        return await AnsweredAsync(attempt, attempt.Fail(new StatesError(request.OptionalText("error"), request.OptionalText("cause"))), cancellation);
    }

    private Task<JsonNode?> SendTaskHeartbeat(Request request) =>
        _tokens.Find(request.Text("taskToken")).Heartbeat() ? Task.FromResult<JsonNode?>(new JsonObject()) : throw TaskTokens.Over();

    private async Task<JsonNode?> AnsweredAsync(Attempt attempt, bool isFirst, CancellationToken cancellation)
    {
        if (!isFirst) throw TaskTokens.Over();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _executions.Stopping);
        await attempt.Recorded.WaitAsync(either.Token);
        return new JsonObject();
    }

    private MachineListing Machine(string arn) => _machines.FirstOrDefault(machine => machine.Arn == arn)
        ?? throw new AwsException("StateMachineDoesNotExist", $"State Machine Does Not Exist: '{arn}'");

    private JsonObject MachineOf(ExecutionRecord record) => Answers.MachineOf(record, _journal.Definition(record.Definition));

    private ExecutionRecord Find(Request request)
    {
        var arn = request.Text("executionArn");
        var name = arn.LastIndexOf(':');
        if (name < 0 || !arn.Contains(":execution:", StringComparison.Ordinal)) throw new AwsException("InvalidArn", $"Invalid Arn: '{arn}'");
        return _journal.Find(arn[..name].Replace(":execution:", ":stateMachine:", StringComparison.Ordinal), arn[(name + 1)..])
            ?? throw new AwsException("ExecutionDoesNotExist", $"Execution Does Not Exist: '{arn}'");
    }
}
