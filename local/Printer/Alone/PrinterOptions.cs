using System.Net;

namespace Pennant.Local.Printer.Alone;

/// <summary>The virtual printer as a program of its own.</summary>
/// <param name="Paper">The folder of the slips.</param>
/// <param name="Web">Port of the page that shows the paper, on this machine only; 0 takes a free one.</param>
/// <param name="Print">A file of ESC/POS to print at once, and then to end; null to listen.</param>
internal sealed record PrinterOptions(IPAddress Address, int Port, int Width, bool IsClone, bool HasNoCutter, double? Speed, string Paper, int Web, string? Print);
