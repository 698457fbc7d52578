namespace Pennant.Local.Printer.Drawing;

/// <summary>What waits for the end of the line: characters and pictures side by side on one base line.</summary>
internal sealed class Line
{
    private readonly List<(int Left, Bitmap Dots, int Ascent)> parts = [];

    public bool IsEmpty => parts.Count == 0;

    /// <summary>Where the next part stands, in dots from the left margin.</summary>
    public int Position { get; set; }

    public void Add(Bitmap dots, int ascent)
    {
        parts.Add((Position, dots, ascent));
        Position += dots.Width;
    }

    /// <returns>The line as it is printed, as wide as what is on it.</returns>
    public Bitmap Take()
    {
        var ascent = parts.Max(part => part.Ascent);
        var line = new Bitmap(Math.Max(1, parts.Max(part => part.Left + part.Dots.Width)), ascent + parts.Max(part => part.Dots.Height - part.Ascent));
        foreach (var (left, dots, above) in parts) line.Add(dots, left, ascent - above);
        Clear();
        return line;
    }

    public void Clear()
    {
        parts.Clear();
        Position = 0;
    }
}
