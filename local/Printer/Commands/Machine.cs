using Pennant.Local.Printer.Drawing;
using Pennant.Local.Printer.Wire;
using Pennant.Receipts;

namespace Pennant.Local.Printer.Commands;

/// <summary>What the commands work on.</summary>
internal sealed class Machine(PrinterSettings settings, Paper paper, Condition condition, Replies replies, Notes notes)
{
    public PrinterSettings Settings => settings;

    public Paper Paper => paper;

    public Condition Condition => condition;

    public Replies Replies => replies;

    public Notes Notes => notes;

    public Style Style { get; private set; } = new();

    public Layout Layout { get; private set; } = null!;

    public Press Press { get; private set; } = null!;

    public Characters Characters { get; } = new();

    /// <summary>ESC @ and power-on: what waits in the line or on the page is lost.</summary>
    public event Action? Initialized;

    public void Initialize()
    {
        Style = new Style();
        Layout = new Layout(settings.WidthDots, PrinterProfile.For(settings.WidthDots).DotsPerMm);
        Press = new Press(paper, Layout);
        Characters.Reset();
        replies.Reset();
        Initialized?.Invoke();
    }
}
