using System.Net;
using Pennant.Receipts;

namespace Pennant.Local.Printer;

/// <summary>What kind of printer this is.</summary>
/// <param name="PaperFolder">Where every slip is kept as a picture; made when it is missing.</param>
internal sealed record PrinterSettings(string PaperFolder)
{
    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where hosts may come from. Default: only from this machine.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    public int WidthDots { get; init; } = PrinterProfile.DefaultWidthDots;

    /// <summary>Null prints at once. A real printer makes 70 to 250 mm a second.</summary>
    public double? MillimetresPerSecond { get; init; }

    /// <summary>Bytes that the printer takes in while it cannot print them; when it is full, real-time requests are stuck too. Default 1 MB: the longest message, which is far more than a real printer has.</summary>
    public int BufferBytes { get; init; } = 1024 * 1024;

    /// <summary>A cheap copy: silent to <c>GS I</c> and <c>GS a</c>, and <c>GS ( H</c> is text to it.</summary>
    public bool IsClone { get; init; }

    /// <summary>Without one a cut only feeds the paper, and a slip ends where somebody tears it off.</summary>
    public bool HasCutter { get; init; } = true;

    /// <summary>Somebody tears the paper off as soon as the host has gone and all of its bytes are printed. Default: what is not cut hangs out of the printer.</summary>
    public bool IsTornOffAfterEachHost { get; init; }
}
