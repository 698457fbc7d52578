using Pennant.Device.EscPos;

namespace Pennant.Device.Cli;

/// <summary>How long the commands wait.</summary>
internal sealed record Patience
{
    public PrinterOptions Printer { get; init; } = new();

    /// <summary>For the doctor: a printer that says nothing for so long is taken for one that cannot, because nothing depends on it there. Default 8 s.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The doctor's for any one link. Default 20 s: longer than any takes that works.</summary>
    public TimeSpan Link { get; init; } = TimeSpan.FromSeconds(20);
}
