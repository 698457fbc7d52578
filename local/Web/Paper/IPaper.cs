namespace Pennant.Local.Web.Paper;

/// <summary>The printer that <c>/paper</c> shows: what has come out of it, and what can go wrong with it.</summary>
public interface IPaper
{
    /// <summary>In the order in which they came out.</summary>
    IReadOnlyList<PaperSlip> Slips { get; }

    /// <summary>What can be made to go wrong, e.g. <c>paper_out</c>, and whether it is now or waits to happen. What is done in a moment, e.g. <c>tear_off</c>, is never on.</summary>
    IReadOnlyDictionary<string, bool> Faults { get; }

    PaperPrinter Printer { get; }

    /// <summary>After paper has moved, a fault has changed, a host has come or gone or a note was added.</summary>
    event Action? Changed;

    /// <param name="name"><see cref="PaperSlip.Name"/>, or <see cref="PaperPrinter.UncutName"/> for what hangs out of the printer.</param>
    /// <returns>The slip as PNG, or null when there is none of this name.</returns>
    byte[]? Png(string name);

    /// <param name="name">One of <see cref="Faults"/>.</param>
    void SetFault(string name, bool isOn);
}

/// <summary>One piece of paper that came out.</summary>
/// <param name="Name">The id of the message on it where that is known, else a name of its own; the address of its picture.</param>
/// <param name="WidthDots">Dots across.</param>
/// <param name="Millimetres">Length of the paper.</param>
public sealed record PaperSlip(string Name, DateTimeOffset At, int WidthDots, double Millimetres);

/// <summary>The printer as it is now.</summary>
/// <param name="Address">Where to send, host and port.</param>
/// <param name="State">One sentence.</param>
/// <param name="Host">Who is connected; null when nobody is.</param>
/// <param name="UncutMillimetres">What hangs out and is not cut yet.</param>
/// <param name="Notes">What cannot be seen on the paper, oldest first.</param>
public sealed record PaperPrinter(string Address, string State, string? Host, int WidthDots, double UncutMillimetres, IReadOnlyList<PaperNote> Notes)
{
    public const string UncutName = "now";
}

public sealed record PaperNote(DateTimeOffset At, string Text);
