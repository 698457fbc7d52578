using Pennant.Contract;
using Pennant.Contract.Logging;
using Pennant.Lambdas.Messages;
using Pennant.Lambdas.Window;

namespace Pennant.Lambdas.Acknowledge;

/// <summary>Writes down what a printer says, then wakes the workflow. In this order, so that a workflow that does not wait yet finds the fact.</summary>
internal sealed class AcknowledgeFunction(MessageTable table, TaskTokens tokens, KnownPrinters printers, Log log)
{
    public Task HandleAsync(AckEnvelope envelope)
    {
        var ack = envelope.Read(out var refusal);
        return log.TellingAsync(() => ack is null ? RefuseAsync(refusal!, envelope) : TakeAsync(ack, envelope), (LogFields.MessageId, ack?.Id), (LogFields.Printer, envelope.Thing));
    }

    private async Task RefuseAsync(string refusal, AckEnvelope envelope)
    {
        if (!await IsForeignAsync(envelope)) Refuse(refusal, envelope, null);
    }

    private async Task TakeAsync(Ack ack, AckEnvelope envelope)
    {
        var written = await table.WriteAsync(ack, envelope.Thing!, TimeOf(ack, envelope));
        if (written.Now is { } changed) Report(ack, changed);
        else if (WhyRefused(written.Refused, ack, envelope.Thing!) is { } reason)
        {
            if (written.Refused is not null || !await IsForeignAsync(envelope)) Refuse(reason, envelope, ack);
            return;
        }
        // Refused for no other reason than that the outcome stands: whoever waits still wants to know.
        await WakeAsync((written.Now ?? written.Refused)!);
    }

    /// <summary>Both environments of an account hear all printers. What one of the other's says of messages that are not here is neither an error nor news.</summary>
    private async Task<bool> IsForeignAsync(AckEnvelope envelope) => Names.IsPrinter(envelope.Thing) && envelope.Thing == envelope.Client && await printers.IsForeignAsync(envelope.Thing!);

    private async Task WakeAsync(Message message)
    {
        if (message.TaskToken is not { } token) return;
        var answer = message.Facts.Outcome is { } outcome ? $$"""{"id":"{{message.Id}}","outcome":"{{outcome}}"}""" : $$"""{"id":"{{message.Id}}"}""";
        // DISPATCHED: the token awaits delivery, of which every ack is proof. DELIVERED: it awaits paper.
        if (message.Status == MessageState.Dispatched || (message.Status == MessageState.Delivered && message.Facts.Outcome is not null)) await tokens.SucceedAsync(token, answer);
        else if (message.Status == MessageState.Delivered) await tokens.BeatAsync(token);
    }

    private static string? WhyRefused(Message? message, Ack ack, string thing) => message switch
    {
        null => "unknown_message",
        _ when message.Printer != thing => "another_printer",
        _ when message.Attempt < ack.Attempt => "future_attempt",
        _ => null,
    };

    /// <summary>The device's time, unless its clock is plainly wrong: in the future, or before any message that can still be on its way.</summary>
    private static DateTimeOffset TimeOf(Ack ack, AckEnvelope envelope)
    {
        var received = DateTimeOffset.FromUnixTimeMilliseconds(envelope.ReceivedAt);
        return ack.At <= received && received - ack.At <= Limits.ExpiresAfter ? ack.At : received;
    }

    private void Report(Ack ack, Message message) => log.Event(
        "acknowledged", (LogFields.MessageId, ack.Id), (LogFields.Printer, message.Printer), (LogFields.Outcome, Name(ack.State)), ("attempt", ack.Attempt), ("code", ack.Code));

    private void Refuse(string reason, AckEnvelope envelope, Ack? ack) => log.Measure(
        LogLevels.Warn, "ack_refused", [(Metrics.RefusedAcks, 1)], (LogFields.MessageId, ack?.Id), (LogFields.Printer, envelope.Thing), (LogFields.Outcome, reason),
        ("client", envelope.Client), ("principal", envelope.Principal), ("attempt", ack?.Attempt));

    private static string Name(AckState state) => state.ToString().ToLowerInvariant();
}
