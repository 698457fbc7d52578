using System.Runtime.InteropServices;

namespace Pennant.Contract;

/// <summary>The <c>reported</c> part of a printer's classic shadow. The device writes all of it but <see cref="Connection"/>, which Presence writes.</summary>
public sealed record ReportedShadow
{
    /// <summary>Version of the device program.</summary>
    public string? Agent { get; init; }
    public ConnectionReport? Connection { get; init; }
    public PrinterReport? Printer { get; init; }
    /// <summary><c>idle</c>, <c>printing</c> or <c>held</c>.</summary>
    public string? State { get; init; }
    /// <summary>One of <see cref="HoldReason"/> while held.</summary>
    public string? Hold { get; init; }
    public PaperReport? Paper { get; init; }
    /// <summary>Jobs on the device that are not finished.</summary>
    public int? Queue { get; init; }
    public LastPrintedReport? LastPrinted { get; init; }

    // Settings in force, under the names that `desired` has, so that AWS's delta is empty when all of them are.
    public bool? Paused { get; init; }
    public QuietHours? QuietHours { get; init; }
    /// <summary>Percent of the printer's normal darkness.</summary>
    public int? Density { get; init; }
    /// <summary>Whether the paper is cut after each message.</summary>
    public bool? Cut { get; init; }
    public int? Copies { get; init; }
    /// <summary>Whether the status light may shine.</summary>
    public bool? Led { get; init; }
    /// <summary>Length of a new roll, for <see cref="PaperReport.LeftMm"/>.</summary>
    public double? PaperRollMm { get; init; }
    /// <summary>IANA name, e.g. <c>Europe/Berlin</c>: the time on receipts.</summary>
    public string? TimeZone { get; init; }
    /// <summary>Desired values that were not taken: setting to the reason, a sentence. Absent when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Refused { get; init; }
    /// <summary>What is wrong with the device itself while it goes on printing: area (<c>gpio</c>, <c>journal</c>, <c>link</c>, <c>settings</c>) to a sentence. Absent when there is nothing.</summary>
    public IReadOnlyDictionary<string, string>? Problems { get; init; }
}

/// <summary>When nothing is printed, e.g. from 22:00 to 07:00.</summary>
/// <param name="From"><c>HH:mm</c>.</param>
/// <param name="To"><c>HH:mm</c>; earlier than <paramref name="From"/> means the next morning.</param>
/// <param name="TimeZone">IANA name; absent means the printer's own.</param>
public sealed record QuietHours(string From, string To, [Optional, DefaultParameterValue(null)] string? TimeZone);

/// <summary>From the lifecycle events. <paramref name="Session"/> and <paramref name="Version"/> order events that arrive late or twice.</summary>
/// <param name="State"><c>online</c> or <c>offline</c>.</param>
/// <param name="At">Epoch milliseconds of the event.</param>
public sealed record ConnectionReport(string State, long At, [Optional, DefaultParameterValue(null)] string? Session, long Version);

/// <param name="WidthDots">384, 420, 512 or 576.</param>
/// <param name="Evidence">The best the printer can give.</param>
/// <param name="Transport">e.g. <c>tcp</c>, <c>usb</c>, <c>serial</c>.</param>
public sealed record PrinterReport([Optional, DefaultParameterValue(null)] string? Model, int WidthDots, Evidence Evidence, string Transport, bool Cutter);

/// <param name="State"><c>ok</c>, <c>low</c>, <c>out</c> or <c>unknown</c>.</param>
public sealed record PaperReport(string State, double UsedMm, double? LeftMm = null);

public sealed record LastPrintedReport(string Id, DateTimeOffset At);
