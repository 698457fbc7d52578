using Pennant.Contract.Logging;
using Pennant.Lambdas.Messages;
using Pennant.Lambdas.Window;

namespace Pennant.Lambdas.Redeliver;

/// <summary>The workflow's next try: publishes a job again, or its cancellation. A printer that has had the job answers what became of it.</summary>
internal sealed class RedeliverFunction(MessageTable table, PrinterWindow window, JobPublisher jobs, Random random, Log log)
{
    /// <returns>How long to wait for the answer, and how many tries are left after that.</returns>
    public Task<Delivery> HandleAsync(RedeliverRequest request) =>
        log.TellingAsync(() => RedeliverAsync(request), (LogFields.MessageId, request.Id), (LogFields.Printer, request.Printer), ("round", request.Round));

    private async Task<Delivery> RedeliverAsync(RedeliverRequest request)
    {
        var written = await table.CountAttemptAsync(request.Id, request.Printer, request.Round);
        // Not under way any more, or answered: the workflow is about to see that for itself.
        if (written.Now is { } message) await SendAsync(message);
        return request.Delivery.Next(random.NextDouble());
    }

    private async Task SendAsync(Message message)
    {
        if (message.CancelRequestedAt is not null && message.Facts.PrintingAt is null) await jobs.CancelAsync(message);
        else await PublishAsync(message);
        log.Event("redelivered", (LogFields.MessageId, message.Id), (LogFields.Printer, message.Printer), ("attempt", message.Attempt), ("round", message.Round), ("cancel", message.CancelRequestedAt is not null));
    }

    /// <summary>Older jobs that may be lost as well go first. Each has a workflow of its own that does the same at about the same time, and the printer must not see the younger one first.</summary>
    private async Task PublishAsync(Message message)
    {
        var older = new List<Message>();
        foreach (var id in (await window.PlacesAsync(message.Printer)).Keys.Where(id => id != message.Id))
            if (await table.ReadAsync(id) is { } other && MayBeLost(other) && other.Turn.CompareTo(message.Turn) < 0) older.Add(other);
        foreach (var job in older.OrderBy(other => other.Turn).Append(message)) await jobs.PublishAsync(job);
    }

    private static bool MayBeLost(Message message) =>
        message is { Status: Contract.MessageState.Dispatched, Facts: { DeliveredAt: null, Outcome: null }, CancelRequestedAt: null };
}
