using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Pennant.Contract;
using Xunit;

namespace Pennant.Tests.Journeys;

[Collection(Journeys.Name)]
public sealed class WhenManyMessagesComeAtOnce(ProductFixture product)
{
    private const int Count = 200;
    private readonly ApiClient api = product.Running.Api;

    [Fact]
    public async Task All_are_printed_in_order_each_once_and_never_more_than_three_are_in_flight()
    {
        var before = Slips().Count;
        using var table = Table();
        using var watching = new CancellationTokenSource();
        var watch = WatchAsync(table, watching.Token);

        var sent = await Task.WhenAll(Enumerable.Range(1, Count).Select(async number => (Message: await api.SendAsync($"Message {number}"), At: TimeProvider.System.GetUtcNow())));
        var printed = new List<MessageView>();
        // One after the other: 200 that ask at once would meet the API's own limits.
        foreach (var (message, _) in sent) printed.Add(await api.UntilAsync(message.Id, MessageState.Printed));
        await watching.CancelAsync();

        Assert.InRange(await watch, 1, Limits.Window);
        Assert.Equal(Count, Slips().Count - before);
        Assert.Equal(Count, sent.Select(one => product.Running.Product.Printer!.Slips.Of(one.Message.Id)!.Number).Distinct().Count());
        var stored = sent.ToDictionary(one => one.Message.Id, one => one.At);
        Assert.Empty(OutOfOrder([.. printed.OrderBy(message => product.Running.Product.Printer!.Slips.Of(message.Id)!.Number)], stored));
    }

    /// <summary>A later message came before an earlier one although the earlier one had been accepted when the later one was dispatched.</summary>
    private static IEnumerable<string> OutOfOrder(MessageView[] inPaperOrder, Dictionary<string, DateTimeOffset> stored)
    {
        for (var early = 0; early < inPaperOrder.Length; early++)
            for (var late = early + 1; late < inPaperOrder.Length; late++)
                if (inPaperOrder[late].CreatedAt < inPaperOrder[early].CreatedAt && stored[inPaperOrder[late].Id] < inPaperOrder[early].DispatchedAt)
                    yield return $"{inPaperOrder[late].Id} after {inPaperOrder[early].Id}";
    }

    /// <returns>The most messages that were ever seen in flight at one moment.</returns>
    private static async Task<int> WatchAsync(AmazonDynamoDBClient table, CancellationToken stop)
    {
        var most = 0;
        while (!stop.IsCancellationRequested)
        {
            var waiting = await table.QueryAsync(new QueryRequest
            {
                TableName = Names.Table("dev"),
                IndexName = Names.PrinterQueueIndex,
                KeyConditionExpression = "queue = :printer",
                FilterExpression = "#status <> :queued",
                ExpressionAttributeNames = new() { ["#status"] = Fields.Status },
                ExpressionAttributeValues = new() { [":printer"] = new("kitchen"), [":queued"] = new(MessageState.Queued.Name()) },
            }, CancellationToken.None);
            if (waiting.Items.Count == 0) continue;
            // The index does not hold what the printer has said.
            var found = await table.BatchGetItemAsync(new BatchGetItemRequest
            {
                RequestItems = new() { [Names.Table("dev")] = new() { ConsistentRead = true, Keys = [.. waiting.Items.Take(100).Select(item => new Dictionary<string, AttributeValue> { [Fields.Id] = item[Fields.Id] })] } },
            }, CancellationToken.None);
            var inFlight = found.Responses[Names.Table("dev")].Count(item => item[Fields.Status].S is "DISPATCHED" or "DELIVERED" && !item[Fields.Acks].M.ContainsKey(Fields.Ack.Outcome));
            most = Math.Max(most, inFlight);
        }
        return most;
    }

    private IReadOnlyList<Pennant.Local.Printer.Slip> Slips() => product.Running.Product.Printer!.Slips.All;

    private AmazonDynamoDBClient Table() => new(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig { ServiceURL = product.Running.Product.Aws.ToString(), AuthenticationRegion = "us-east-1" });
}
