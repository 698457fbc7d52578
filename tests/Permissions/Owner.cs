using System.Text;
using System.Text.Json.Nodes;
using Pennant.Contract;
using Pennant.Tests.Endpoint;

namespace Pennant.Tests.Permissions;

/// <summary>The account's owner at the AWS endpoint: sets the stage, looks at what became of it, and calls functions by hand.</summary>
internal sealed class Owner(Uri aws) : IDisposable
{
    private static readonly string Table = Names.Table("dev");
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(2) };

    public void Dispose() => http.Dispose();

    /// <exception cref="InvalidOperationException">It was refused, or the function failed.</exception>
    public async Task<JsonNode> CallAsync(string service, HttpMethod method, string path, JsonNode? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(aws, path));
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.0");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var answer = await http.SendAsync(await request.SignAsync(service));
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || answer.Headers.Contains("X-Amz-Function-Error")) throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
        return text.StartsWith('{') ? JsonNode.Parse(text)! : new JsonObject();
    }

    /// <summary>A printer that nobody has ever connected, with a shadow.</summary>
    public async Task<string> PrinterAsync()
    {
        var name = Guid.NewGuid().ToString("N");
        await CallAsync("iot", HttpMethod.Post, $"/things/{name}", new JsonObject { ["thingTypeName"] = Names.ThingType("dev") });
        await CallAsync("iot", HttpMethod.Put, "/thing-groups/addThingToThingGroup", new JsonObject { ["thingName"] = name, ["thingGroupName"] = Names.ThingGroup("dev") });
        await CallAsync("iotdata", HttpMethod.Post, $"/things/{name}/shadow", JsonNode.Parse("""{"state":{"reported":{"printer":{"width_dots":384,"evidence":"written","transport":"usb","cutter":false}}}}"""));
        return name;
    }

    public async Task<JsonObject?> ItemAsync(string id) =>
        (await CallAsync("dynamodb", HttpMethod.Post, "/", new JsonObject { ["TableName"] = Table, ["Key"] = Text("id", id), ["ConsistentRead"] = true }, ("X-Amz-Target", "DynamoDB_20120810.GetItem")))["Item"] as JsonObject;

    public Task PutItemAsync(JsonObject item) =>
        CallAsync("dynamodb", HttpMethod.Post, "/", new JsonObject { ["TableName"] = Table, ["Item"] = item }, ("X-Amz-Target", "DynamoDB_20120810.PutItem"));

    /// <summary>Calls a function and waits for its answer.</summary>
    public Task<JsonNode> InvokeAsync(string verb, JsonNode payload) => CallAsync("lambda", HttpMethod.Post, $"/2015-03-31/functions/{Names.Function(verb, "dev")}/invocations", payload);

    /// <summary>Gives a function an event that it cannot read.</summary>
    public Task EnqueueNonsenseAsync(string verb, string marker) =>
        CallAsync("lambda", HttpMethod.Post, $"/2015-03-31/functions/{Names.Function(verb, "dev")}/invocations", JsonValue.Create(marker), ("X-Amz-Invocation-Type", "Event"));

    public Task PublishAsync(string topic, JsonNode payload) => CallAsync("iotdata", HttpMethod.Post, $"/topics/{Uri.EscapeDataString(topic)}?qos=1", payload);

    /// <summary>Changes the mapping of the table's stream.</summary>
    public async Task ChangeMappingAsync(JsonObject change)
    {
        var mappings = await CallAsync("lambda", HttpMethod.Get, "/2015-03-31/event-source-mappings");
        await CallAsync("lambda", HttpMethod.Put, $"/2015-03-31/event-source-mappings/{mappings["EventSourceMappings"]![0]!["UUID"]}", change);
    }

    /// <summary>Events that a function fails on are given up at once, to the bucket.</summary>
    public Task GiveUpAtOnceAsync(string verb, string bucket) => CallAsync("lambda", HttpMethod.Put, $"/2019-09-25/functions/{Names.Function(verb, "dev")}/event-invoke-config", new JsonObject
    {
        ["MaximumRetryAttempts"] = 0, ["DestinationConfig"] = new JsonObject { ["OnFailure"] = new JsonObject { ["Destination"] = bucket } },
    });

    public static JsonObject Text(string name, string value) => new() { [name] = new JsonObject { ["S"] = value } };
}
