using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Pennant.Local.Cloud;
using Pennant.Local.Endpoint;
using Pennant.Local.Lambda;
using Pennant.Local.StepFunctions;
using Pennant.Tests.Iam;

namespace Pennant.Tests.StepFunctions;

/// <summary>One state machine on the real service, its clock in hand, its data in a folder that outlives a restart.</summary>
internal sealed class StatesBench : IAsyncDisposable
{
    public const string MachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:under-test";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pennant-states-");
    private readonly IFunctions _functions;
    private readonly IReadOnlyList<IAwsActions> _actions;
    private string _definition;

    private StatesBench(string definition, IFunctions? functions, IReadOnlyList<IAwsActions> actions)
    {
        (_definition, _functions, _actions) = (definition, functions ?? RecordingFunctions.None, actions);
        Service = Make();
    }

    public WatchedClock Clock { get; } = new();

    public StepFunctionsService Service { get; private set; }

    public static async Task<StatesBench> StartAsync(string definition, IFunctions? functions = null, params IReadOnlyList<IAwsActions> actions)
    {
        var bench = new StatesBench(definition, functions, actions);
        await bench.Service.StartAsync();
        return bench;
    }

    /// <summary>One state named <c>Only</c>, which ends the execution.</summary>
    public static Task<StatesBench> OfOneStateAsync(string state, IFunctions? functions = null, params IReadOnlyList<IAwsActions> actions) =>
        StartAsync($$"""{"StartAt":"Only","States":{"Only":{{state}} } }""", functions, actions);

    /// <summary>As after a kill: everything running is left where it is on disk.</summary>
    public async Task RestartAsync(string? definition = null, Action? whileDown = null)
    {
        await Service.DisposeAsync();
        whileDown?.Invoke();
        _definition = definition ?? _definition;
        Service = Make();
        await Service.StartAsync();
    }

    public async Task<JsonObject> CallAsync(string action, JsonObject input) => (await Service.CallAsync(action, input, CancellationToken.None))!.AsObject();

    public async Task<string> BeginAsync(string input = "{}", string name = "one") =>
        (await CallAsync("StartExecution", new() { ["stateMachineArn"] = MachineArn, ["name"] = name, ["input"] = input }))["executionArn"]!.GetValue<string>();

    public Task<JsonObject> DescribeAsync(string execution) => CallAsync("DescribeExecution", new() { ["executionArn"] = execution });

    public async Task<JsonObject> EndAsync(string execution)
    {
        var last = await DescribeAsync(execution);
        await Eventually.TrueAsync(() => Status(last = DescribeAsync(execution).GetAwaiter().GetResult()) != "RUNNING", () => $"{execution} ends: {last.ToJsonString()}");
        return last;

        static string Status(JsonObject description) => description["status"]!.GetValue<string>();
    }

    /// <summary>Runs one execution to its end and gives its output.</summary>
    public async Task<string> OutputAsync(string input = "{}", string name = "one")
    {
        var description = await EndAsync(await BeginAsync(input, name));
        return description["output"]?.GetValue<string>() ?? throw new InvalidOperationException(description.ToJsonString());
    }

    public async Task<IReadOnlyList<JsonObject>> HistoryAsync(string execution) =>
        [.. (await CallAsync("GetExecutionHistory", new() { ["executionArn"] = execution, ["maxResults"] = 1000 }))["events"]!.AsArray().Select(happened => happened!.AsObject())];

    public async Task<string> EventTypesAsync(string execution) => string.Join(' ', (await HistoryAsync(execution)).Select(happened => happened["type"]!.GetValue<string>()));

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private StepFunctionsService Make()
    {
        var properties = new JsonObject { ["DefinitionString"] = _definition, ["RoleArn"] = TestRole.Arn };
        var machine = new CloudResource("stack", "Machine", "AWS::StepFunctions::StateMachine", "under-test", MachineArn, properties);
        return new StepFunctionsService(new CloudTemplate([machine]), _folder.FullName, _functions, _actions, TestRole.Guard(), Clock, NullLoggerFactory.Instance, () => 0.5);
    }
}
