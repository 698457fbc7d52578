using System.Net.Sockets;
using Pennant.Contract;
using Pennant.Device.EscPos;
using Pennant.Device.Printing.Transports;

namespace Pennant.Device.Doctor;

/// <summary>The printer, from the cable to what it says of its paper. A running device holds it, and is asked instead.</summary>
internal sealed class PrinterCheck(Patient patient, PrinterOptions options, TimeProvider time)
{
    private const string Link = "printer";

    public IEnumerable<Check> All() => patient.Running is { } running ? [Check.Of(Link, () => Running(running.Reported))] : [new("printer port", PortAsync), new(Link, AnswersAsync)];

    private static Finding Running(ReportedShadow now) => now switch
    {
        { Hold: { } hold } => Finding.Problem(Link, $"the running device holds: {hold.Replace('_', ' ')}", Remedies.Of(hold)),
        { Printer: { } printer } => Described(printer.Model, printer.Evidence, now.Paper?.State ?? "unknown"),
        _ => Finding.Skipped(Link, "the running device has not asked it yet"),
    };

    private async Task<Finding> PortAsync(CancellationToken ct)
    {
        var address = patient.Settings!.PrinterUrl;
        try
        {
            await using var stream = await Transport.To(address, time).OpenAsync(ct).WaitAsync(options.OpenWithin, time, ct);
            return Finding.Ok("printer port", $"{address} can be opened");
        }
        catch (Exception e) when (e is IOException or SocketException or TimeoutException or UnauthorizedAccessException)
        {
            return Finding.Problem("printer port", $"{address} cannot be opened: {e.Message}", Remedies.Of(address));
        }
    }

    private async Task<Finding> AnswersAsync(CancellationToken ct)
    {
        await using var printer = new WaitingPrinter(patient.Settings!, options, time);
        if (await printer.HoldAsync(ct) is { } hold) return Finding.Problem(Link, hold.Replace('_', ' '), Remedies.Of(hold));
        return Described(printer.Driver.Abilities!.Model, printer.Driver.Abilities.Evidence, printer.Driver.Status.Paper);
    }

    private static Finding Described(string? model, Evidence evidence, string paper)
    {
        var says = $"{model ?? "a printer that does not say its model"} is ready, paper {paper}, and {evidence switch
        {
            Evidence.Confirmed => "confirms what it has printed",
            Evidence.Processed => "says when it has worked through what it was sent",
            _ => "cannot say whether it has printed: messages will be \"sent\"",
        }}";
        return paper == "low" ? Finding.Warning(Link, says, "have a new roll at hand") : Finding.Ok(Link, says);
    }
}

/// <summary>What to do about what a printer complains of.</summary>
internal static class Remedies
{
    public static string Of(string hold) => hold switch
    {
        HoldReason.PaperOut => "put in paper",
        HoldReason.CoverOpen => "close the cover",
        HoldReason.PrinterError => "look at the printer: a jam, the cutter, or a head that is too hot; switch it off and on",
        HoldReason.PrinterUnreachable => "see that the printer is on and its cable is plugged in, and that nothing else uses it",
        HoldReason.Paused => "it was paused by its owner: hold the button, or set `paused` to false in the shadow",
        HoldReason.QuietHours => "it is quiet by its owner's wish until the quiet hours are over",
        HoldReason.DiskFull => "make room on the disk",
        _ => "see docs/raspberry-pi.md",
    };

    public static string Of(PrinterAddress address) => address switch
    {
        TcpAddress tcp => $"see that the printer is on, has the address {tcp.Host}, and that nothing else prints on it: most take one connection at a time",
        UsbAddress => "see that the printer is on and plugged in (ls /dev/usb), that the user is in the group lp, and that nothing else (CUPS) uses it",
        _ => "see that the cable is plugged in (ls /dev/tty*), that the user is in the group dialout, and that no console runs on it (raspi-config)",
    };
}
