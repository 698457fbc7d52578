using System.Text;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Microsoft.Extensions.Time.Testing;
using Pennant.Contract;
using Pennant.Lambdas;
using Pennant.Lambdas.Acknowledge;
using Pennant.Contract.Logging;
using Pennant.Local.Dynamo;
using Pennant.Local.Lambda;
using LambdaSettings = Pennant.Lambdas.LambdaSettings;

namespace Pennant.Tests.Functions;

/// <summary>The functions on the real table, with one printer of their own, and recorders where the cloud goes on.</summary>
internal sealed class Bench
{
    private static readonly SourceGeneratorLambdaJsonSerializer<LambdaJson> Json = new();
    private static readonly EventFilter Filter = EventFilter.Parse(
    [
        """{"eventName":["INSERT"],"dynamodb":{"NewImage":{"status":{"S":["QUEUED"]}}}}""",
        """{"eventName":["MODIFY"],"dynamodb":{"NewImage":{"acks":{"M":{"outcome":{"S":[{"exists":true}]}}}}}}""",
        """{"eventName":["MODIFY"],"dynamodb":{"NewImage":{"queue":{"S":[{"exists":false}]},"status":{"S":[{"exists":true}]}}}}""",
        """{"eventName":["MODIFY"],"dynamodb":{"NewImage":{"status":{"S":["QUEUED"]}}}}""",
    ]);

    private readonly TableFixture fixture;
    private long position;

    public Bench(TableFixture fixture, TimeProvider? clock = null, IAmazonDynamoDB? db = null)
    {
        this.fixture = fixture;
        position = fixture.Stream.Latest;
        var log = new Log(Lines.Output, clock ?? Clock, "dev", "Test");
        var settings = new LambdaSettings("", "dev", TableFixture.Table, "us-east-1", "arn:aws:states:us-east-1:000000000000:stateMachine:pennant-print-message-dev", Printer, "pennant-printers-dev", "pennant-printer-dev") { AllowedOrigin = "https://www.example.org" };
        Parts = new Wiring(settings, db ?? fixture.Client, () => Iot, () => Steps, () => Registry, clock ?? Clock, log);
        Registry.Things[Printer] = "pennant-printer-dev";
    }

    public string Printer { get; } = $"p-{Guid.NewGuid():N}"[..20];

    /// <summary>Begins with a whole millisecond, as all times that are stored.</summary>
    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));

    public RecordingIotData Iot { get; } = new();

    public RecordingSteps Steps { get; } = new();

    public RecordingIot Registry { get; } = new();

    public LogLines Lines { get; } = new();

    public Wiring Parts { get; }

    public IReadOnlyList<string> PublishedIds => [.. Iot.Jobs(Printer).Select(job => job.Id)];

    /// <summary>Sends a message through the API.</summary>
    public async Task<string> SubmitAsync(string text = "hello")
    {
        var answer = await Parts.Api().HandleAsync(Requests.Post($$"""{"text":"{{text}}"}"""));
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        return answer.Json()["id"]!.ToString();
    }

    /// <summary>What the mapping would hand to Dispatch since it was last asked, as one batch.</summary>
    public DynamoDBEvent Batch() => BatchAndHistory().Batch;

    /// <summary>Besides, every change of our messages since.</summary>
    public (DynamoDBEvent Batch, IList<DynamoDBEvent.DynamodbStreamRecord> All) BatchAndHistory()
    {
        var records = fixture.Stream.Read(position, int.MaxValue);
        if (records.Count > 0) position = records[^1].Sequence;
        var ours = records.Where(IsOurs).ToList();
        return (Event(ours.Where(record => Filter.Matches(record.Json))), [.. Event(ours).Records.Where(record => record.Dynamodb.NewImage?.ContainsKey(Fields.Status) == true)]);
    }

    public async Task<IReadOnlyList<string>> DispatchAsync() => await DispatchAsync(Batch());

    /// <returns>The sequence numbers of the records that failed.</returns>
    public async Task<IReadOnlyList<string>> DispatchAsync(DynamoDBEvent batch) =>
        [.. (await Parts.Dispatch().HandleAsync(batch)).BatchItemFailures.Select(failure => failure.ItemIdentifier)];

    public async Task<string> InFlightAsync()
    {
        var id = await SubmitAsync();
        await DispatchAsync();
        return id;
    }

    public Task AckAsync(string id, string state, string more = "", int attempt = 1) =>
        Parts.Acknowledge().HandleAsync(Envelope($$"""{"id":"{{id}}","attempt":{{attempt}},"state":"{{state}}","at":"{{Times.ToText(Clock.GetUtcNow())}}"{{more}}}"""));

    public Task PrintedAsync(string id) => AckAsync(id, "printed", ",\"evidence\":\"confirmed\"");

    public AckEnvelope Envelope(string body, string? thing = null, string? client = null) =>
        new(thing ?? Printer, client ?? thing ?? Printer, "certificate", Clock.GetUtcNow().ToUnixTimeMilliseconds(), Convert.ToBase64String(Encoding.UTF8.GetBytes(body)));

    public async Task<JsonNode> ViewAsync(string id) => (await Parts.Api().HandleAsync(Requests.Get(id))).Json();

    public async Task<Dictionary<string, AttributeValue>> ItemAsync(string id) =>
        (await fixture.Client.GetItemAsync(TableFixture.Table, new Dictionary<string, AttributeValue> { ["id"] = new(id) }, consistentRead: true)).Item ?? [];

    public async Task<IReadOnlyCollection<string>> PlacesAsync() => (await ItemAsync(Fields.WindowId(Printer))).GetValueOrDefault(Fields.Places)?.M?.Keys.ToList() ?? [];

    /// <summary>Changes an item as another part of the system would.</summary>
    /// <param name="values">Name (<c>:name</c>) and text, or a number where the text is one.</param>
    public Task SetAsync(string id, string update, params (string Name, string Value)[] values) => fixture.Client.UpdateItemAsync(new UpdateItemRequest
    {
        TableName = TableFixture.Table,
        Key = new() { ["id"] = new(id) },
        UpdateExpression = update,
        ExpressionAttributeNames = update.Contains("#status", StringComparison.Ordinal) ? new() { ["#status"] = "status" } : null,
        ExpressionAttributeValues = values.Length == 0 ? null : values.ToDictionary(value => value.Name, value => new AttributeValue(value.Value)),
    });

    public void Report(string json) => Iot.Shadows[Printer] = (JsonNode.Parse(json)!, 1);

    private bool IsOurs(StreamRecord record) => Encoding.UTF8.GetString(record.Json.Span).Contains(Printer, StringComparison.Ordinal);

    public static DynamoDBEvent Event(IEnumerable<StreamRecord> records) =>
        Json.Deserialize<DynamoDBEvent>(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(",", records.Select(record => Encoding.UTF8.GetString(record.Json.Span)))}}]}""")));
}

internal static class Requests
{
    public static JsonNode Json(this APIGatewayProxyResponse answer) => JsonNode.Parse(answer.Body!)!;

    public static APIGatewayProxyRequest Post(string? body, params (string Name, string Value)[] headers) => new()
    {
        Resource = "/messages", Path = "/messages", HttpMethod = "POST", Body = body, RequestContext = new() { Path = "/dev/messages" },
        Headers = headers.Append(("content-type", "application/json")).DistinctBy(header => header.Item1).ToDictionary(header => header.Item1, header => header.Item2),
    };

    public static APIGatewayProxyRequest Get(string id, string? etag = null) => new()
    {
        Resource = "/messages/{id}", Path = $"/messages/{id}", HttpMethod = "GET", PathParameters = new Dictionary<string, string> { ["id"] = id },
        Headers = etag is null ? null : new Dictionary<string, string> { ["if-none-match"] = etag },
    };

    public static APIGatewayProxyRequest Delete(string id)
    {
        var request = Get(id);
        request.HttpMethod = "DELETE";
        return request;
    }

    public static APIGatewayProxyRequest Printer(string name) => new()
    {
        Resource = "/printers/{name}", Path = $"/printers/{name}", HttpMethod = "GET", PathParameters = new Dictionary<string, string> { ["name"] = name },
    };

    public static APIGatewayProxyRequest Of(string method, string resource) => new() { Resource = resource, Path = resource, HttpMethod = method };
}
