using Pennant.Contract;
using Pennant.Lambdas.Messages;
using Pennant.Lambdas.Window;

namespace Pennant.Lambdas.Api;

/// <summary>What is told of messages and printers: never the text, the token or the workflow's bookkeeping.</summary>
internal static class Views
{
    private const string Unknown = "unknown";

    /// <summary>Until a printer has said its own: 80 mm paper, as the preview assumes.</summary>
    private const int UnknownWidth = 576;

    public static MessageView Of(Message message)
    {
        var facts = message.Facts;
        // A message that went back to the queue is not at the printer any more, whatever the printer once said.
        var status = Progress.Visible(message.Status, facts.Outcome, facts.DeliveredAt is not null && message.Status != MessageState.Queued, facts.PrintingAt is not null);
        return new MessageView
        {
            Id = message.Id,
            Status = status,
            Printer = message.Printer,
            CreatedAt = message.CreatedAt,
            ExpiresAt = message.ExpiresAt,
            Evidence = status == MessageState.Printed ? facts.Evidence : null,
            Hold = status.IsTerminal() ? null : facts.Hold,
            Error = status == MessageState.Failed ? facts.Error : null,
            Detail = status is MessageState.Failed or MessageState.Unconfirmed ? facts.Detail : null,
            DispatchedAt = Times.Parse(message.DispatchedAt),
            DeliveredAt = facts.DeliveredAt,
            PrintingAt = facts.PrintingAt,
            FinishedAt = status.IsTerminal() ? facts.OutcomeAt ?? message.FinishedAt : null,
            CancelRequestedAt = message.CancelRequestedAt,
            Links = new Links($"/messages/{message.Id}"),
        };
    }

    public static PrinterView Of(string name, ReportedShadow reported, Waiting queue)
    {
        var (connection, state) = (reported.Connection?.State ?? Unknown, reported.State ?? Unknown);
        return new PrinterView
        {
            Name = name,
            Connection = connection,
            State = state,
            Hold = reported.Hold,
            Paper = reported.Paper?.State ?? Unknown,
            WidthDots = reported.Printer?.WidthDots is > 0 and var width ? width : UnknownWidth,
            Evidence = reported.Printer?.Evidence,
            Queue = queue.Messages,
            WaitSeconds = connection == Shadows.Online && state != "held" ? Math.Round(PaperEstimate.Time(queue.Messages + 1, queue.PaperMm + PaperEstimate.ShortMm).TotalSeconds, 1) : null,
        };
    }
}
