using Amazon.Lambda.DynamoDBEvents;
using Pennant.Contract;
using Pennant.Contract.Logging;
using Pennant.Lambdas.Messages;
using Pennant.Lambdas.Window;
using Record = Amazon.Lambda.DynamoDBEvents.DynamoDBEvent.DynamodbStreamRecord;

namespace Pennant.Lambdas.Dispatch;

/// <summary>Follows the table's stream: new messages go to the printer, messages that are done make room for the next. A batch may come again, whole or in part.</summary>
internal sealed class DispatchFunction(MessageTable table, Dispatcher dispatcher, Executions executions, Shadows shadows, TimeProvider clock, Log log)
{
    public async Task<StreamsEventResponse> HandleAsync(DynamoDBEvent batch)
    {
        var failed = new List<string>();
        var changes = new List<Change>();
        foreach (var record in batch.Records)
        {
            if (Read(record) is { } change) changes.Add(change);
            else failed.Add(record.Dynamodb.SequenceNumber);
        }
        var groups = await Task.WhenAll(changes.GroupBy(change => change.Message.Printer).Select(group => HandleAsync(group.Key, [.. group])));
        failed.AddRange(groups.SelectMany(sequences => sequences));
        Report(batch, changes, failed);
        return new StreamsEventResponse { BatchItemFailures = [.. failed.Select(sequence => new StreamsEventResponse.BatchItemFailure { ItemIdentifier = sequence })] };
    }

    /// <summary>AWS gives the first record that failed again, and all after it: their ends are told then.</summary>
    private void Report(DynamoDBEvent batch, List<Change> changes, List<string> failed)
    {
        var done = batch.Records.TakeWhile(record => !failed.Contains(record.Dynamodb.SequenceNumber)).Select(record => record.Dynamodb.SequenceNumber).ToHashSet();
        foreach (var change in changes.Where(change => done.Contains(change.Sequence)))
            if (Ending.Of(change.Before, change.Message, clock.GetUtcNow()) is { } ending) ending.Report(log);
    }

    private Change? Read(Record record)
    {
        try
        {
            var image = record.Dynamodb.NewImage ?? throw new InvalidDataException("The record has no new image.");
            var before = record.Dynamodb.OldImage is { } old ? MessageItem.Read(MessageItem.FromStream(old)) : null;
            return new Change(record.Dynamodb.SequenceNumber, before, MessageItem.Read(MessageItem.FromStream(image)));
        }
        catch (InvalidDataException failure)
        {
            log.Error("record_refused", failure, ("sequence", record.Dynamodb.SequenceNumber));
            return null;
        }
    }

    /// <returns>The sequence numbers of what could not be handled.</returns>
    private async Task<IReadOnlyList<string>> HandleAsync(string printer, IReadOnlyList<Change> changes)
    {
        var plan = new Plan();
        var failed = new List<string>();
        foreach (var change in changes)
        {
            try
            {
                await HandleAsync(change, plan);
            }
            catch (Exception failure)
            {
                log.Error("record_failed", failure, (LogFields.MessageId, change.Message.Id), (LogFields.Printer, change.Message.Printer), ("sequence", change.Sequence));
                failed.Add(change.Sequence);
            }
        }
        try
        {
            if (plan.Left.Count > 0 || plan.Hints.Count > 0) await dispatcher.FillAsync(printer, plan.Left, [.. plan.Hints.Values]);
            else if (plan.IsLookWanted) await dispatcher.LookAsync(printer);
            return failed;
        }
        catch (Exception failure)
        {
            log.Error("fill_failed", failure, (LogFields.Printer, printer), ("records", changes.Count));
            return [.. changes.Select(change => change.Sequence)];
        }
    }

    private async Task HandleAsync(Change change, Plan plan)
    {
        var message = change.Message;
        if (Filling.HasLeft(message)) await FinishAsync(change, plan);
        else if (message.Status != MessageState.Queued) return;
        else if (change.Before is null) plan.Hint(message);
        // Back from the printer. Off line, it would only go out to come back again: the printer's return brings it up.
        else if (plan.IsOnline ??= await shadows.IsOnlineAsync(message.Printer)) plan.Hint(message);
    }

    private async Task FinishAsync(Change change, Plan plan)
    {
        var message = change.Message;
        // Its place was freed when its outcome came. Should that have failed, this is another chance.
        if (change.Before is { } before && Filling.HasLeft(before)) plan.IsLookWanted = true;
        else plan.Left.Add(message.Id);
        if (Settlement.OfFinished(message) is { } late) await table.SettleAsync(message.Id, late);
        else if (message.Status == MessageState.Queued) plan.Hint(message);
        else if (message.Status == MessageState.Dispatched && !message.HasExecution) await executions.StartAsync(message);
    }

    /// <param name="Before">Null for a new message.</param>
    private sealed record Change(string Sequence, Message? Before, Message Message);

    /// <summary>What one printer's records of a batch ask for, together.</summary>
    private sealed class Plan
    {
        public HashSet<string> Left { get; } = [];

        public Dictionary<string, Message> Hints { get; } = [];

        public bool? IsOnline { get; set; }

        public bool IsLookWanted { get; set; }

        public void Hint(Message message) => Hints[message.Id] = message;
    }
}
