using System.Text.Json.Nodes;
using Pennant.Contract;

namespace Pennant.Tests.Permissions;

/// <summary>What functions and the workflow do with messages.</summary>
internal static class MessageScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        new("the API tells of printers", async stage =>
        {
            var printer = await stage.Owner.PrinterAsync();
            // A process remembers the list for a while.
            stage.Product.Functions.Pool(Stage.LogOf("Api")).Renew();
            using var all = await stage.ApiAsync(HttpMethod.Get, "printers");
            using var one = await stage.ApiAsync(HttpMethod.Get, $"printers/{printer}");
        }),
        new("the API takes a message and tells of it", async stage =>
        {
            var id = await stage.SendAsync(await stage.Owner.PrinterAsync());
            using var read = await stage.ApiAsync(HttpMethod.Get, $"messages/{id}");
        }),
        new("a preview is as wide as the printer", async stage =>
        {
            using var answer = await stage.ApiAsync(HttpMethod.Post, "preview", new JsonObject { ["text"] = "hello", ["printer"] = await stage.Owner.PrinterAsync() });
            var png = await answer.Content.ReadAsByteArrayAsync();
            await stage.UntilAsync("384 dots", () => (png[18] << 8) + png[19] == 384);
        }),
        new("a new message is dispatched", async stage => await stage.DispatchedAsync(await stage.Owner.PrinterAsync())),
        new("a message in flight is taken back, also when its job goes out once more", async stage =>
        {
            var printer = await stage.Owner.PrinterAsync();
            var id = await stage.DispatchedAsync(printer);
            using var canceled = await stage.ApiAsync(HttpMethod.Delete, $"messages/{id}");
            await RedeliverAsync(stage, printer, id);
        }),
        // Two printers, because both permissions are for printers of any name.
        new("an ack for a message that is not here is looked into", async stage =>
        {
            foreach (var printer in new[] { await stage.Owner.PrinterAsync(), await stage.Owner.PrinterAsync() }) await stage.AcknowledgeAsync(printer, Id(), "received");
        }),
        new("a job goes out once more", async stage =>
        {
            var printer = await stage.Owner.PrinterAsync();
            await RedeliverAsync(stage, printer, await stage.DispatchedAsync(printer));
        }),
        new("a printer takes a message, holds it and fails, and people are told", async stage =>
        {
            var printer = await stage.Owner.PrinterAsync();
            var id = await stage.DispatchedAsync(printer);
            await stage.AcknowledgeAsync(printer, id, "received");
            await stage.UntilItemAsync(id, "is delivered", item => Status(item) == "DELIVERED");
            await stage.AcknowledgeAsync(printer, id, "held", "paper_out");
            await stage.AcknowledgeAsync(printer, id, "failed", "bad_job");
            await stage.UntilItemAsync(id, "has failed", item => Status(item) == "FAILED");
            await stage.UntilAsync("a notice", () => stage.Notices.Any(line => line.Contains(id, StringComparison.Ordinal)));
        }),
        new("a printer that is back gets its job once more", async stage =>
        {
            var printer = await stage.Owner.PrinterAsync();
            var id = await stage.DispatchedAsync(printer);
            await stage.ConnectAsync(printer);
            await stage.UntilItemAsync(id, "goes out a second time", item => item[Fields.Attempt]!["N"]!.ToString() == "2");
        }),
        new("a printer that is back gets what waits for it", async stage =>
        {
            var printer = await stage.Owner.PrinterAsync();
            await stage.Owner.ChangeMappingAsync(new JsonObject { ["Enabled"] = false });
            try
            {
                var id = await stage.SendAsync(printer);
                await stage.ConnectAsync(printer);
                await stage.UntilItemAsync(id, "is dispatched", item => item.ContainsKey(Fields.TaskToken));
            }
            finally
            {
                await stage.Owner.ChangeMappingAsync(new JsonObject { ["Enabled"] = true });
            }
        }),
        new("Dispatch looks after a message that has ended", async stage =>
        {
            var ended = Image(await stage.Owner.PrinterAsync(), MessageState.Failed);
            await DispatchAsync(stage, "MODIFY", ended, (JsonObject)ended.DeepClone());
        }),
        new("Dispatch asks whether a printer is on line before it sends again", async stage =>
        {
            foreach (var printer in new[] { await stage.Owner.PrinterAsync(), await stage.Owner.PrinterAsync() })
                await DispatchAsync(stage, "MODIFY", Image(printer, MessageState.Queued), Image(printer, MessageState.Dispatched));
        }),
        new("Dispatch looks whether a full window is rightly full", async stage =>
        {
            var printer = await stage.Owner.PrinterAsync();
            var places = new JsonObject(Enumerable.Range(0, Limits.Window).Select(_ => KeyValuePair.Create<string, JsonNode?>(Id(), new JsonObject { ["S"] = Now() })));
            var window = Owner.Text(Fields.Id, Fields.WindowId(printer));
            window[Fields.Places] = new JsonObject { ["M"] = places };
            await stage.Owner.PutItemAsync(window);
            await DispatchAsync(stage, "INSERT", Image(printer, MessageState.Queued), null);
        }),
        new("Watch looks at every printer and its queue", async stage =>
        {
            await stage.Owner.PrinterAsync();
            stage.Product.Functions.Pool(Stage.LogOf("Watch")).Renew();
            await stage.Owner.InvokeAsync("Watch", new JsonObject());
        }),
    ];

    private static string Status(JsonObject item) => item[Fields.Status]!["S"]!.ToString();

    private static string Now() => Times.ToText(TimeProvider.System.GetUtcNow());

    private static string Id() => Ulid.NewUlid(TimeProvider.System.GetUtcNow()).ToString();

    private static Task<JsonNode> RedeliverAsync(Stage stage, string printer, string id) => stage.Owner.InvokeAsync("Redeliver", new JsonObject
    {
        ["id"] = id, ["printer"] = printer, ["round"] = 1, ["delivery"] = new JsonObject { ["attempts_left"] = 7, ["wait_seconds"] = 20 },
    });

    private static JsonObject Image(string printer, MessageState status)
    {
        var image = new JsonObject();
        foreach (var (name, value) in new[] { (Fields.Id, Id()), (Fields.Printer, printer), (Fields.CreatedAt, Now()), (Fields.Status, status.Name()) }) image[name] = new JsonObject { ["S"] = value };
        return image;
    }

    private static async Task DispatchAsync(Stage stage, string change, JsonObject now, JsonObject? before)
    {
        var record = new JsonObject
        {
            ["eventID"] = "1", ["eventName"] = change, ["eventSource"] = "aws:dynamodb",
            ["dynamodb"] = new JsonObject { ["Keys"] = new JsonObject { [Fields.Id] = now[Fields.Id]!.DeepClone() }, ["NewImage"] = now, ["OldImage"] = before, ["SequenceNumber"] = "1" },
        };
        var answer = await stage.Owner.InvokeAsync("Dispatch", new JsonObject { ["Records"] = new JsonArray(record) });
        if (answer["batchItemFailures"] is JsonArray { Count: > 0 }) throw new InvalidOperationException(answer.ToJsonString());
    }
}
