using Amazon.DynamoDBv2.Model;
using Pennant.Contract;
using Pennant.Contract.Logging;
using Pennant.Lambdas.Messages;

namespace Pennant.Lambdas.Window;

/// <summary>One run of a printer's one dispatcher, from lease to release.</summary>
internal sealed class Filling(WindowLease lease, MessageTable table, JobPublisher jobs, Executions executions, TimeProvider clock, Log log)
{
    /// <summary>After this long without a sign of its workflow, a dispatched message is taken for one whose dispatcher died half-way.</summary>
    private static readonly TimeSpan Stranded = TimeSpan.FromSeconds(2);

    /// <summary>A job that a connected printer has not confirmed by now may lie in the broker's session for a printer that is away. AWS brings such jobs up slowly, at ten a second,
    /// and lets new ones overtake them: younger messages wait, so that they come out in order.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<string, Message> waiting = [];
    private readonly List<Task> starts = [];
    private readonly HashSet<string> revived = [];
    private Message? heldUpBy;

    /// <summary>Will not use its place again.</summary>
    public static bool HasLeft(Message message) => message.Status.IsTerminal() || message.Facts.Outcome is not null;

    public static bool IsStranded(Message message, DateTimeOffset now) =>
        message is { Status: MessageState.Dispatched, HasExecution: false } && Times.Parse(message.DispatchedAt) is { } at && now - at > Stranded;

    private static bool IsOverdue(Message message, DateTimeOffset now) =>
        message is { Status: MessageState.Dispatched, Facts: { DeliveredAt: null, Outcome: null } } && Times.Parse(message.DispatchedAt) is { } at && now - at > Overdue;

    private bool MayGo(Message message) => heldUpBy is null || message.Turn.CompareTo(heldUpBy.Turn) < 0;

    public async Task RunAsync((IReadOnlyList<Message> Messages, Dictionary<string, AttributeValue>? Next) page, IReadOnlyCollection<string> left, IReadOnlyList<Message> hints)
    {
        try
        {
            await FreeAsync(left);
            await ReviveAsync(page.Messages);
            Add([.. page.Messages, .. hints]);
            heldUpBy = await FirstOverdueAsync(page.Messages);
            // A hint may be younger than messages on pages that are still to be read.
            lease.PutOff(Eligible(page) is [var oldest, ..] && MayGo(oldest) ? oldest.Id : null);
            while (true)
            {
                while (await NextAsync(Eligible(page)) is { Count: > 0 } turn) await SendAsync(turn);
                if (lease.Room <= 0 || page.Next is null) break;
                page = await table.QueueAsync(lease.Printer, page.Next);
                Add(page.Messages);
            }
        }
        finally
        {
            await Task.WhenAll([lease.CloseAsync(), .. starts]);
        }
    }

    /// <summary>The index knows since when a message is on its way; what the printer has said of it, only the table does.</summary>
    private async Task<Message?> FirstOverdueAsync(IReadOnlyList<Message> messages)
    {
        var suspects = messages.Where(message => !revived.Contains(message.Id) && IsOverdue(message, clock.GetUtcNow())).Select(message => message.Id).ToList();
        return suspects.Count == 0 ? null : (await table.FindAsync(suspects)).FirstOrDefault(message => IsOverdue(message, clock.GetUtcNow()));
    }

    /// <summary>Oldest first, as far as the queue has been read.</summary>
    private IReadOnlyList<Message> Eligible((IReadOnlyList<Message> Messages, Dictionary<string, AttributeValue>? Next) page) =>
        [.. waiting.Values.Where(message => page.Next is null || message.Turn.CompareTo(page.Messages[^1].Turn) <= 0).OrderBy(message => message.Turn)];

    private void Add(IReadOnlyList<Message> messages)
    {
        foreach (var message in messages)
            if (message.Status == MessageState.Queued) waiting[message.Id] = message;
    }

    private async Task FreeAsync(IReadOnlyCollection<string> left)
    {
        foreach (var id in left) lease.Free(id);
        if (lease.Room > 0 || lease.HadRoom) return;
        var holders = (await table.FindAsync(lease.Holders)).ToDictionary(message => message.Id);
        foreach (var id in lease.Holders)
            if (!holders.TryGetValue(id, out var holder) || HasLeft(holder)) lease.Free(id);
    }

    /// <summary>Does what a dispatcher that died half-way, or failed, has left undone. The device knows a job that it has had before.</summary>
    private async Task ReviveAsync(IReadOnlyList<Message> messages)
    {
        foreach (var message in messages.Where(message => IsStranded(message, clock.GetUtcNow())))
            if (await table.ReadAsync(message.Id) is { Status: MessageState.Dispatched, HasExecution: false } stranded) await ReviveAsync(stranded);
    }

    private async Task ReviveAsync(Message stranded)
    {
        revived.Add(stranded.Id);
        log.Event("revived", (LogFields.MessageId, stranded.Id), (LogFields.Printer, stranded.Printer), ("round", stranded.Round));
        if (stranded is { Facts.Outcome: null, CancelRequestedAt: null }) await jobs.PublishAsync(stranded);
        starts.Add(executions.StartAsync(stranded));
    }

    /// <summary>The oldest queued messages that there is room for, each with its place. Those whose end is known already are settled on the way.</summary>
    private async Task<IReadOnlyList<Message>> NextAsync(IReadOnlyList<Message> eligible)
    {
        var (turn, room) = (new List<Message>(), lease.Room);
        foreach (var message in eligible)
        {
            if (Settlement.OfQueued(message, clock.GetUtcNow()) is { } reason) await SettleAsync(message, reason);
            else if (MayGo(message) && (lease.HasPlace(message.Id) || room-- > 0)) turn.Add(message);
        }
        if (turn.Count > 0) await lease.TakeAsync([.. turn.Select(message => message.Id)]);
        foreach (var message in turn) waiting.Remove(message.Id);
        return turn;
    }

    private async Task SettleAsync(Message message, Settlement reason)
    {
        waiting.Remove(message.Id);
        lease.Free(message.Id);
        var written = await table.SettleAsync(message.Id, reason);
        if (written.IsDone) log.Event("settled", (LogFields.MessageId, message.Id), (LogFields.Printer, message.Printer), (LogFields.Outcome, reason.To.Name()));
    }

    /// <summary>States are written side by side, jobs leave one after the other.</summary>
    private async Task SendAsync(IReadOnlyList<Message> turn)
    {
        var written = await Task.WhenAll(turn.Select(message => table.DispatchAsync(message.Id, lease.PlaceOf(message.Id)!)));
        foreach (var (message, result) in turn.Zip(written))
        {
            if (result.Now is { } dispatched) await SendAsync(dispatched);
            else await TakeBackAsync(message.Id, result.Refused);
        }
    }

    private async Task SendAsync(Message message)
    {
        if (!await jobs.PublishAsync(message))
        {
            await table.FailAsync(message.Id, message.Round, FailureCode.TooLarge);
            lease.Free(message.Id);
            return;
        }
        starts.Add(executions.StartAsync(message));
        var waited = (long)(clock.GetUtcNow() - message.CreatedAt).TotalMilliseconds;
        log.Event("dispatched", (LogFields.MessageId, message.Id), (LogFields.Printer, message.Printer), ("attempt", message.Attempt), ("round", message.Round), ("waited_ms", waited));
    }

    /// <summary>The message was not what the index or the stream had said.</summary>
    private async Task TakeBackAsync(string id, Message? current)
    {
        if (current is null || current.Status.IsTerminal()) lease.Free(id);
        else if (current.Status == MessageState.Queued) waiting[id] = current;
        else if (current is { Status: MessageState.Dispatched, HasExecution: false }) await ReviveAsync(current);
    }
}
