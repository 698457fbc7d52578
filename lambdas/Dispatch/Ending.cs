using Pennant.Contract;
using Pennant.Contract.Logging;
using Pennant.Lambdas.Messages;

namespace Pennant.Lambdas.Dispatch;

/// <summary>The moment in which it became known how a message ended, read from one change of its item: there is exactly one for each end.</summary>
/// <param name="SubmitToPaper">With PRINTED.</param>
internal sealed record Ending(Message Message, MessageState State, TimeSpan? SubmitToPaper)
{
    /// <summary>Null when the change is about something else.</summary>
    /// <param name="before">Null for a new message.</param>
    public static Ending? Of(Message? before, Message message, DateTimeOffset now)
    {
        var (was, state) = (before is null ? MessageState.Queued : Known(before), Known(message));
        // Of the terminal states only PRINTED replaces another.
        if (!state.IsTerminal() || (was.IsTerminal() && (was == state || state != MessageState.Printed))) return null;
        return new Ending(message, state, state == MessageState.Printed ? PaperTime(message, now) - message.CreatedAt : null);
    }

    public void Report(Log log)
    {
        (string, double)[] points = State switch
        {
            MessageState.Printed => [(Metrics.Printed, 1), (Metrics.SubmitToPaper, Math.Round(SubmitToPaper!.Value.TotalMilliseconds))],
            MessageState.Unconfirmed => [(Metrics.Unconfirmed, 1)],
            MessageState.Failed or MessageState.Expired => [(Metrics.Failed, 1)],
            _ => [],
        };
        log.Measure(State is MessageState.Printed or MessageState.Canceled ? LogLevels.Info : LogLevels.Warn, "ended", points,
            (LogFields.MessageId, Message.Id), (LogFields.Printer, Message.Printer), (LogFields.Outcome, State.Name()),
            ("evidence", Message.Facts.Evidence?.ToString().ToLowerInvariant()), ("code", Message.Facts.Error), ("attempt", Message.Attempt), ("round", Message.Round));
    }

    private static MessageState Known(Message message) => Progress.Visible(message.Status, message.Facts.Outcome, isDelivered: false, isPrinting: false);

    /// <summary>The device's time, unless its clock is plainly behind: paper does not come before the message was sent to the printer.</summary>
    private static DateTimeOffset PaperTime(Message message, DateTimeOffset now)
    {
        var earliest = message.Round == 1 && Times.Parse(message.DispatchedAt) is { } dispatched ? dispatched : message.CreatedAt;
        return message.Facts.PrintedAt is { } at && at >= earliest ? at : now;
    }
}
