using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Pennant.Contract;
using static Pennant.Lambdas.Messages.MessageItem;

namespace Pennant.Lambdas.Messages;

/// <summary>A conditional write's end: the item as it became, or why not: the item as it stood (null: there is none).</summary>
internal readonly record struct Written(Message? Now, Message? Refused)
{
    public bool IsDone => Now is not null;
}

/// <param name="PaperMm">Of all of them together, in millimetres.</param>
internal readonly record struct Waiting(int Messages, int PaperMm);

/// <summary>All access to messages. Every change is one conditional write, so that repeated, late and concurrent callers agree.</summary>
internal sealed class MessageTable(IAmazonDynamoDB db, string table, TimeProvider clock)
{
    private static readonly string InQueue = $"#id, #created_at, {string.Join(", ", Fields.InQueue.Select(field => $"#{field}"))}";
    private static readonly Backoff Unprocessed = new(TimeSpan.FromMilliseconds(25), TimeSpan.FromMilliseconds(400), Tries: 6);

    private const string View = "#id, #printer, #created_at, #expires_at, #status, #acks, #attempt, #round, #execution, #task_token, #dispatched_at, #finished_at, #cancel_requested_at";
    private const string InFlight = "#status IN (:dispatched, :delivered)";
    private const int QueuePage = 25;
    public const int MostCounted = 100;

    private readonly AttributeValue queued = Text(MessageState.Queued.Name()), dispatched = Text(MessageState.Dispatched.Name()), delivered = Text(MessageState.Delivered.Name());

    private AttributeValue Now => Text(Times.ToText(clock.GetUtcNow()));

    /// <summary>Stores a new message, or finds the one that has its id already.</summary>
    public async Task<Written> InsertAsync(Message message)
    {
        try
        {
            await db.PutItemAsync(new PutItemRequest
            {
                TableName = table,
                Item = New(message),
                ConditionExpression = "attribute_not_exists(#id)",
                ExpressionAttributeNames = Expression.Names("#id"),
                ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
            });
            return new(message, null);
        }
        catch (ConditionalCheckFailedException refused)
        {
            return new(null, Read(refused.Item));
        }
    }

    /// <summary>Without text and picture. Sees every write that was answered before.</summary>
    public Task<Message?> FindAsync(string id) => ReadAsync(id, View);

    /// <summary>The whole message. Sees every write that was answered before.</summary>
    public Task<Message?> ReadAsync(string id) => ReadAsync(id, null);

    private async Task<Message?> ReadAsync(string id, string? view)
    {
        var answer = await db.GetItemAsync(new GetItemRequest
        {
            TableName = table, Key = new() { [Fields.Id] = Text(id) }, ConsistentRead = true,
            ProjectionExpression = view, ExpressionAttributeNames = view is null ? null : Expression.Names(view),
        });
        return answer.Item is { Count: > 0 } item ? Read(item) : null;
    }

    /// <summary>Those of <paramref name="ids"/> that exist, without text and picture, oldest first. At most 100.</summary>
    /// <exception cref="ProvisionedThroughputExceededException">The table gave only some of them, again and again.</exception>
    public async Task<IReadOnlyList<Message>> FindAsync(IReadOnlyCollection<string> ids)
    {
        var wanted = new KeysAndAttributes
        {
            Keys = [.. ids.Select(id => new Dictionary<string, AttributeValue> { [Fields.Id] = Text(id) })],
            ConsistentRead = true, ProjectionExpression = View, ExpressionAttributeNames = Expression.Names(View),
        };
        var found = new List<Message>();
        for (var tries = 1; wanted is { Keys.Count: > 0 }; tries++)
        {
            var answer = await db.BatchGetItemAsync(new BatchGetItemRequest { RequestItems = new() { [table] = wanted } });
            found.AddRange((answer.Responses?.GetValueOrDefault(table) ?? []).Select(Read));
            wanted = answer.UnprocessedKeys?.GetValueOrDefault(table);
            if (wanted is { Keys.Count: > 0 } && !await Unprocessed.PauseAsync(tries, clock))
                throw new ProvisionedThroughputExceededException($"The table gave {found.Count} of {ids.Count} messages in {tries} tries.");
        }
        return [.. found.OrderBy(message => message.Turn)];
    }

    /// <summary>A page of a printer's unfinished messages, oldest first, as far as the index holds them: without text and picture, and without what the device has said. It may lag behind by a moment.</summary>
    public async Task<(IReadOnlyList<Message> Messages, Dictionary<string, AttributeValue>? Next)> QueueAsync(string printer, Dictionary<string, AttributeValue>? start = null)
    {
        var query = Queue(printer, QueuePage, InQueue);
        query.ExclusiveStartKey = start;
        var answer = await db.QueryAsync(query);
        return ([.. (answer.Items ?? []).Select(Read)], answer.LastEvaluatedKey is { Count: > 0 } next ? next : null);
    }

    /// <summary>A printer's oldest unfinished message, as far as the index holds it; null when there is none. It may lag behind by a moment.</summary>
    public async Task<Message?> OldestAsync(string printer) => (await db.QueryAsync(Queue(printer, 1, InQueue))).Items is [var item, ..] ? Read(item) : null;

    /// <summary>How many messages wait for a printer or are at it, and how much paper they take. At most <see cref="MostCounted"/>.</summary>
    public async Task<Waiting> CountQueueAsync(string printer)
    {
        var items = (await db.QueryAsync(Queue(printer, MostCounted, $"#{Fields.PaperMm}"))).Items ?? [];
        return new(items.Count, items.Sum(PaperOf));
    }

    /// <param name="at">The time of the message's place in the window.</param>
    public Task<Written> DispatchAsync(string id, string at) => UpdateAsync(id,
        "SET #status = :dispatched, #dispatched_at = :at, #attempt = #attempt + :one, #round = #round + :one REMOVE #task_token, #acks.#delivered_at, #acks.#delivered_attempt, #acks.#hold, #acks.#hold_at",
        "#status = :queued AND attribute_not_exists(#acks.#outcome) AND attribute_not_exists(#cancel_requested_at)",
        (":queued", queued), (":dispatched", dispatched), (":at", Text(at)), (":one", Number(1)));

    /// <summary>One more attempt of a round that is still under way and has no outcome.</summary>
    public Task<Written> CountAttemptAsync(string id, string printer, int round) => UpdateAsync(id,
        "SET #attempt = #attempt + :one",
        $"#printer = :printer AND #round = :round AND {InFlight} AND attribute_not_exists(#acks.#outcome)",
        (":one", Number(1)), (":printer", Text(printer)), (":round", Number(round)), (":dispatched", dispatched), (":delivered", delivered));

    /// <summary>Finishes a message that no workflow looks after: <paramref name="reason"/> must still hold.</summary>
    public Task<Written> SettleAsync(string id, Settlement reason) => UpdateAsync(id,
        "SET #status = :to, #printed = :printed, #finished_at = if_not_exists(#finished_at, :now) REMOVE #queue, #task_token",
        reason.Condition,
        [(":to", Text(reason.To.Name())), (":printed", Text(reason.To == MessageState.Printed ? "true" : "false")), (":now", Now), .. reason.Values]);

    /// <summary>For a message that cannot be sent: nothing of it has left the cloud in this round.</summary>
    public Task<Written> FailAsync(string id, int round, string code) => UpdateAsync(id,
        "SET #status = :failed, #finished_at = :now, #acks.#outcome = :outcome, #acks.#outcome_at = :now, #acks.#error = :code REMOVE #queue, #task_token",
        "#status = :dispatched AND #round = :round AND attribute_not_exists(#acks.#outcome)",
        (":failed", Text(MessageState.Failed.Name())), (":now", Now), (":outcome", Text("failed")), (":code", Text(code)), (":dispatched", dispatched), (":round", Number(round)));

    /// <summary>Takes back a message that waits in the queue.</summary>
    public Task<Written> CancelAsync(string id) => UpdateAsync(id,
        "SET #status = :canceled, #cancel_requested_at = :now, #finished_at = :now REMOVE #queue, #task_token",
        "#status = :queued AND attribute_not_exists(#acks.#outcome) AND attribute_not_exists(#acks.#printing_at)",
        (":canceled", Text(MessageState.Canceled.Name())), (":now", Now), (":queued", queued));

    /// <summary>Notes that a message at the printer is not wanted any more, while paper has not begun.</summary>
    public Task<Written> RequestCancelAsync(string id) => UpdateAsync(id,
        "SET #cancel_requested_at = if_not_exists(#cancel_requested_at, :now)",
        $"{InFlight} AND attribute_not_exists(#acks.#outcome) AND attribute_not_exists(#acks.#printing_at)",
        (":now", Now), (":dispatched", dispatched), (":delivered", delivered));

    public async Task<Written> UpdateAsync(string id, string update, string condition, params (string, AttributeValue)[] values)
    {
        try
        {
            var answer = await db.UpdateItemAsync(Expression.Update(table, id, update, condition, values));
            return new(Read(answer.Attributes), null);
        }
        catch (ConditionalCheckFailedException refused)
        {
            return new(null, refused.Item is { Count: > 0 } item ? Read(item) : null);
        }
    }

    private QueryRequest Queue(string printer, int limit, string view) => new()
    {
        TableName = table, IndexName = Names.PrinterQueueIndex, Limit = limit, ScanIndexForward = true,
        KeyConditionExpression = "#queue = :printer", ProjectionExpression = view,
        ExpressionAttributeNames = Expression.Names("#queue", view),
        ExpressionAttributeValues = new() { [":printer"] = Text(printer) },
    };
}
