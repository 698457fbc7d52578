using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Microsoft.Extensions.Logging.Abstractions;
using Pennant.Contract;
using Pennant.Lambdas.Acknowledge;
using Pennant.Contract.Logging;
using Pennant.Lambdas.Messages;
using Pennant.Lambdas.Redeliver;
using Pennant.Lambdas.Window;
using Pennant.Local.Cloud;
using Pennant.Local.Endpoint;
using Pennant.Local.Lambda;
using Pennant.Local.StepFunctions;
using Pennant.Tests.Iam;
using Pennant.Tests.StepFunctions;
using Xunit;
using Executions = Pennant.Lambdas.Window.Executions;

namespace Pennant.Tests.StateMachine;

/// <summary>The real definition on the real interpreter and table, with the real Dispatch, Redeliver and Acknowledge; the test plays broker, printer and clock.</summary>
internal sealed class WorkflowBench : IAsyncDisposable
{
    private const string MachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:pennant-print-message-test";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pennant-workflow-");
    private readonly AwsEndpoint _endpoint = new(TestRole.Guard(), NullLoggerFactory.Instance);
    private readonly AmazonDynamoDBClient _db;
    private readonly AmazonStepFunctionsClient _steps;
    private readonly MessageTable _messages;
    private readonly Dispatcher _dispatcher;
    private readonly RedeliverFunction _redeliver;
    private readonly AcknowledgeFunction _acknowledge;
    private StepFunctionsService _service = null!;
    private int _redelivering;

    private WorkflowBench(TableFixture fixture)
    {
        Table = new WatchedTable(fixture.Dynamo);
        Functions = new RecordingFunctions((_, payload) => Redeliver(payload));
        Notices = new RecordingActions("sns", (_, _) => NoticesFail ? throw new AwsException("ThrottledException", "as told") : Task.FromResult<JsonNode?>(new JsonObject { ["MessageId"] = "1" }));
        _endpoint.Add(fixture.Dynamo);
        _endpoint.StartAsync(0, CancellationToken.None).GetAwaiter().GetResult();
        var credentials = new BasicAWSCredentials("local", "local");
        _db = new AmazonDynamoDBClient(credentials, new AmazonDynamoDBConfig { ServiceURL = _endpoint.Address.ToString(), AuthenticationRegion = "us-east-1" });
        _steps = new AmazonStepFunctionsClient(credentials, new AmazonStepFunctionsConfig { ServiceURL = _endpoint.Address.ToString(), AuthenticationRegion = "us-east-1" });
        var (log, jobs) = (new Log(Stream.Null, Clock, "test", "Test"), new JobPublisher(Iot));
        _messages = new MessageTable(_db, TableFixture.Table, Clock);
        var window = new PrinterWindow(_db, TableFixture.Table, Clock);
        _dispatcher = new Dispatcher(_messages, window, jobs, new Executions(_steps, MachineArn), Clock, log);
        _redeliver = new RedeliverFunction(_messages, window, jobs, new Random(1), log);
        _acknowledge = new AcknowledgeFunction(_messages, new TaskTokens(_steps), new KnownPrinters(new Pennant.Tests.Functions.RecordingIot(), "", "", Clock), log);
    }

    public string Printer { get; } = $"kitchen-{Guid.NewGuid():N}";

    public WatchedClock Clock { get; } = new();

    public WatchedTable Table { get; }

    public RecordingIot Iot { get; } = new();

    public RecordingFunctions Functions { get; }

    public RecordingActions Notices { get; }

    public bool NoticesFail { get; set; }

    /// <summary>What Redeliver does instead, when a test says so.</summary>
    public Func<FunctionResult>? BrokenRedeliver { get; set; }

    public string Id { get; private set; } = "";

    /// <summary>Attempts of all publishes of the job so far.</summary>
    public IReadOnlyList<int> Attempts => [.. Iot.Published.Where(publish => publish.Topic == Topics.Jobs(Printer)).Select(publish => publish.Payload["attempt"]!.GetValue<int>())];

    /// <param name="isPublished">False leaves the message queued.</param>
    public static async Task<WorkflowBench> StartAsync(TableFixture fixture, bool isPublished = true)
    {
        var bench = new WorkflowBench(fixture);
        await bench.RestartAsync();
        bench.Id = Ulid.NewUlid().ToString();
        await bench._messages.InsertAsync(new Message
        {
            Id = bench.Id, Printer = bench.Printer, CreatedAt = bench.Clock.GetUtcNow(), ExpiresAt = bench.Clock.GetUtcNow() + Limits.ExpiresAfter, Status = MessageState.Queued, Text = "hello", BodyHash = "x",
        });
        if (isPublished) await bench.DispatchAsync();
        return bench;
    }

    /// <summary>Stops the interpreter where it is and starts it again on what is on disk.</summary>
    public async Task RestartAsync()
    {
        if (_service is not null) await _service.DisposeAsync();
        var properties = new JsonObject
        {
            ["DefinitionString"] = await File.ReadAllTextAsync(Checkout.File("statemachines/print-message.asl.json")),
            ["DefinitionSubstitutions"] = new JsonObject { ["TableName"] = TableFixture.Table, ["RedeliverFunctionArn"] = "redeliver", ["NoticeTopicArn"] = "arn:aws:sns:us-east-1:000000000000:notices" },
            ["RoleArn"] = TestRole.Arn,
        };
        var machine = new CloudResource("print", "Machine", "AWS::StepFunctions::StateMachine", "pennant-print-message-test", MachineArn, properties);
        _service = new StepFunctionsService(new CloudTemplate([machine]), _folder.FullName, Functions, [Table, Notices], TestRole.Guard(), Clock, NullLoggerFactory.Instance, () => 0.5);
        await _service.StartAsync();
        _endpoint.Add(_service);
    }

    /// <summary>As Dispatch does: QUEUED to DISPATCHED, publish, start.</summary>
    public Task DispatchAsync() => _dispatcher.FillAsync(Printer, [], []);

    public Task StartExecutionAsync(int round = 1) => new Executions(_steps, MachineArn).StartAsync(new Message { Id = Id, Printer = Printer, Round = round, CreatedAt = default, Status = MessageState.Dispatched });

    public async Task<Message> MessageAsync() => (await _messages.ReadAsync(Id))!;

    /// <summary>As it stands in the table.</summary>
    public async Task<JsonObject> ItemAsync() => (await Table.ReadAsync(Id))!;

    public Task<Written> RequestCancelAsync() => _messages.RequestCancelAsync(Id);

    public Task DeleteAsync() => _db.DeleteItemAsync(TableFixture.Table, new() { ["id"] = MessageItem.Text(Id) });

    public Task<Written> SetAsync(string update, params (string, Amazon.DynamoDBv2.Model.AttributeValue)[] values) => _messages.UpdateAsync(Id, update, "attribute_exists(#id)", values);

    /// <summary>The printer says something of the message.</summary>
    public async Task AckAsync(AckState state, int? attempt = null, string? code = null)
    {
        var ack = new Ack(Id, attempt ?? (await MessageAsync()).Attempt, state, Clock.GetUtcNow(), state == AckState.Printed ? Evidence.Confirmed : null, code);
        var body = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(ack, ContractJson.Default.Ack));
        await _acknowledge.HandleAsync(new AckEnvelope(Printer, Printer, "certificate", Clock.GetUtcNow().ToUnixTimeMilliseconds(), body));
    }

    /// <summary>As Presence does when the printer is back.</summary>
    public async Task ReconnectAsync()
    {
        if (await MessageAsync() is { Status: MessageState.Dispatched, TaskToken: { } token }) await new TaskTokens(_steps).FailAsync(token, "Printer.Reconnected", "back");
    }

    /// <summary>Waits until the execution waits in <paramref name="state"/> for its token, for the <paramref name="visit"/>th time.</summary>
    public async Task AwaitsAsync(string state, int visit = 1, int round = 1)
    {
        var path = "";
        await Eventually.TrueAsync(
            () => IsWaiting(HistoryAsync(round).GetAwaiter().GetResult(), state, visit, out path), () => $"visit {visit} of {state}; so far {path}");
    }

    /// <summary>Every wait for a delivery passes, and nobody says anything.</summary>
    public async Task WaitInVainAsync()
    {
        for (var visit = 1; visit <= 8; visit++)
        {
            await AwaitsAsync("AwaitDelivery", visit);
            var limit = (await HistoryAsync(1)).Last(happened => happened["type"]!.GetValue<string>() == "TaskScheduled")["taskScheduledEventDetails"]!["timeoutInSeconds"]!.GetValue<int>();
            Clock.Advance(TimeSpan.FromSeconds(limit));
        }
    }

    /// <summary>Time goes by until the execution has ended, at most three days of it.</summary>
    public async Task LetTimePassAsync()
    {
        var end = Clock.GetUtcNow() + TimeSpan.FromDays(3);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (await StatusAsync() == "RUNNING" && Clock.GetUtcNow() < end)
        {
            await look.WaitForNextTickAsync();
            // A call takes no time by this clock.
            if (Table.IsIdle && Volatile.Read(ref _redelivering) == 0) Clock.Advance(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Back-offs pass one after the other, each awaited until it has begun; half of each delay, as the bench's jitter is.</summary>
    public async Task PassBackOffsAsync(int count, double longestSeconds)
    {
        for (var retry = 0; retry < count; retry++) await Clock.PassAsync(TimeSpan.FromSeconds(Math.Min(Math.Pow(2, retry), longestSeconds) / 2));
    }

    public async Task<string> PathAsync(int round = 1) => string.Join(' ', (await HistoryAsync(round)).Select(happened => Name(happened, "stateEnteredEventDetails")).OfType<string>());

    public async Task<Message> EndsAsync(int round = 1)
    {
        var status = "";
        await Eventually.TrueAsync(() => (status = StatusAsync(round).GetAwaiter().GetResult()) != "RUNNING", () => $"round {round} ends; so far {PathAsync(round).GetAwaiter().GetResult()}");
        Assert.True(status == "SUCCEEDED", $"{status} by {await PathAsync(round)}: {(await HistoryAsync(round))[^1].ToJsonString()}");
        Assert.Empty(Table.IllegalMoves);
        return await MessageAsync();
    }

    public async Task<string> StatusAsync(int round = 1) => (await CallAsync("DescribeExecution", round))["status"]!.GetValue<string>();

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _endpoint.DisposeAsync();
        _db.Dispose();
        _steps.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<IReadOnlyList<JsonObject>> HistoryAsync(int round) =>
        [.. (await CallAsync("GetExecutionHistory", round))["events"]!.AsArray().Select(happened => happened!.AsObject())];

    private async Task<JsonObject> CallAsync(string action, int round)
    {
        var execution = $"{MachineArn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{Names.Execution(Id, round)}";
        return (await _service.CallAsync(action, new() { ["executionArn"] = execution, ["maxResults"] = 1000 }, CancellationToken.None))!.AsObject();
    }

    private static bool IsWaiting(IReadOnlyList<JsonObject> history, string state, int visit, out string path)
    {
        path = string.Join(' ', history.Select(happened => Name(happened, "stateEnteredEventDetails") ?? happened["type"]!.GetValue<string>()));
        var entries = history.Where(happened => Name(happened, "stateEnteredEventDetails") is not null).ToList();
        return entries.Count > 0 && Name(entries[^1], "stateEnteredEventDetails") == state && history[^1]["type"]!.GetValue<string>() == "TaskSubmitted"
            && entries.Count(entry => Name(entry, "stateEnteredEventDetails") == state) == visit;
    }

    private static string? Name(JsonObject happened, string details) => happened[details]?["name"]?.GetValue<string>();

    private FunctionResult Redeliver(JsonNode? payload)
    {
        if (BrokenRedeliver is { } broken) return broken();
        Interlocked.Increment(ref _redelivering);
        try
        {
            var next = _redeliver.HandleAsync(payload.Deserialize<RedeliverRequest>()!).GetAwaiter().GetResult();
            return new FunctionResult(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(next)), null);
        }
        finally
        {
            Interlocked.Decrement(ref _redelivering);
        }
    }
}
