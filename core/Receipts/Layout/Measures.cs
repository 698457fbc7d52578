namespace Pennant.Receipts.Layout;

/// <summary>Every length of a receipt, in dots of one printer.</summary>
internal sealed class Measures(PrinterProfile profile)
{
    /// <summary>Height of the em of the message itself.</summary>
    public int Text { get; } = profile.Dots(3.25);

    public int Heading { get; } = profile.Dots(4.75);

    public int Subheading { get; } = profile.Dots(3.75);

    /// <summary>Of all that the sender did not write: time, id, what a code says.</summary>
    public int Small { get; } = profile.Dots(2.5);

    public int Margin { get; } = profile.Dots(1.5);

    /// <summary>Above the first thing and below the last.</summary>
    public int Edge { get; } = profile.Dots(2);

    /// <summary>Between header, message, picture and footer.</summary>
    public int Gap { get; } = profile.Dots(2);

    /// <summary>Around a line across the paper, above a heading.</summary>
    public int HalfGap { get; } = profile.Dots(1);

    public int Hair { get; } = profile.Dots(0.5);

    public int Rule { get; } = profile.Dots(0.25);

    public int Bar { get; } = profile.Dots(0.5);

    /// <summary>From one bar of a quote to the next, or to its text.</summary>
    public int QuoteInset { get; } = profile.Dots(2.25);

    /// <summary>Between a list's markers and its text.</summary>
    public int MarkerGap { get; } = profile.Dots(1);

    /// <summary>What a bullet is given, so that lists inside lists stand in steps.</summary>
    public int MarkerWidth { get; } = profile.Dots(2);

    /// <summary>One character of an id, each in a cell of the same width.</summary>
    public int Cell { get; } = profile.Dots(2.125);
}
