using Pennant.Contract;
using Pennant.Contract.Logging;
using Pennant.Lambdas.Messages;
using Pennant.Lambdas.Window;

namespace Pennant.Lambdas.Presence;

/// <summary>Notes in the shadow whether a printer is connected, and brings up what waits for one that is back.</summary>
internal sealed class PresenceFunction(KnownPrinters printers, Shadows shadows, MessageTable table, PrinterWindow window, TaskTokens tokens, Dispatcher dispatcher, TimeProvider clock, Log log)
{
    private const int MostTries = 6;

    /// <summary>A printer that has just connected subscribes first, and reports its shadow; one that flaps is gone again by then. AWS recommends to wait before acting.</summary>
    internal static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    public async Task HandleAsync(PresenceEvent presence)
    {
        if (Names.IsPrinter(presence.ClientId)) await log.TellingAsync(() => FollowAsync(presence), (LogFields.Printer, presence.ClientId));
    }

    private async Task FollowAsync(PresenceEvent presence)
    {
        // The account's other clients, and the printers of its other environment, are none of this one's business.
        if (!await printers.ExistsAsync(presence.ClientId)) return;
        var (printer, report) = (presence.ClientId, presence.Report);
        var isCurrent = await NoteAsync(printer, report);
        log.Event("presence", (LogFields.Printer, printer), (LogFields.Outcome, report.State), ("version", report.Version), ("current", isCurrent), ("reason", presence.DisconnectReason));
        if (!isCurrent || report.State == Shadows.Offline) return;
        await Task.Delay(Settling, clock);
        if (await shadows.ReadAsync(printer) is not { Reported.Connection: { State: Shadows.Online } now } || !ConnectionOrder.IsSameConnection(report, now)) return;
        await WakeAsync(printer);
        await dispatcher.FillAsync(printer, [], []);
    }

    /// <summary>Writes the report unless something later is known.</summary>
    /// <returns>True also for what stands there already: the event came twice, and nobody knows how far the first got.</returns>
    private async Task<bool> NoteAsync(string printer, ConnectionReport report)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await shadows.ReadAsync(printer) is not { } shadow)
            {
                // It connects for the first time and has yet to report.
                if (report.State == Shadows.Offline) return false;
                await Task.Delay(Settling, clock);
                continue;
            }
            if (!ConnectionOrder.IsNews(report, shadow.Reported.Connection))
                return report.State == shadow.Reported.Connection!.State && ConnectionOrder.IsSameConnection(report, shadow.Reported.Connection);
            if (await shadows.WriteAsync(printer, report, shadow.Version)) return true;
        }
        return false;
    }

    /// <summary>Ends the waiting for deliveries that were never confirmed, oldest first: their workflows publish them again.</summary>
    private async Task WakeAsync(string printer)
    {
        foreach (var message in await table.FindAsync((await window.PlacesAsync(printer)).Keys))
            if (message is { Status: MessageState.Dispatched, TaskToken: { } token, Facts: { DeliveredAt: null, Outcome: null } }
                && await tokens.FailAsync(token, "Printer.Reconnected", "The printer is back and has not confirmed the job."))
                log.Event("woken", (LogFields.MessageId, message.Id), (LogFields.Printer, printer));
    }
}
