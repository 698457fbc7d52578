namespace Pennant.Local.Printer.Drawing;

/// <summary>How characters look until the next change.</summary>
internal sealed class Style
{
    public CellFont Font { get; set; } = CellFont.A;

    /// <summary>Emphasized or double-strike: on a thermal head both are the same.</summary>
    public bool IsBold => IsEmphasized || IsDoubleStrike;

    public bool IsEmphasized { get; set; }

    public bool IsDoubleStrike { get; set; }

    public bool IsReverse { get; set; }

    public bool IsTurned { get; set; }

    /// <summary>0 to 2 dots thick.</summary>
    public int Underline { get; set; }

    /// <summary>1 to 8 times as wide.</summary>
    public int Across { get; set; } = 1;

    /// <summary>1 to 8 times as high.</summary>
    public int Down { get; set; } = 1;

    /// <summary>White dots to the right of a character of single width.</summary>
    public int Spacing { get; set; }

    /// <summary>The way from one character to the next, in dots.</summary>
    public int Pitch => (Font.Width + Spacing) * Across;

    /// <param name="glyph">As the font has it.</param>
    /// <returns>The cell as it is printed, and how much of it is above the base line.</returns>
    public (Bitmap Cell, int Ascent) Dress(Bitmap glyph)
    {
        if (IsBold) glyph = glyph.Bold();
        var (across, down) = IsTurned ? (Down, Across) : (Across, Down);
        var cell = new Bitmap((glyph.Width + Spacing) * across, glyph.Height * down);
        cell.Add(glyph.Scaled(across, down), 0, 0);
        if (IsTurned) return (cell.TurnedRight(), glyph.Width * Down);
        if (IsReverse) cell = cell.Inverted();
        else cell.Fill(0, cell.Height - Underline, cell.Width, Underline);
        return (cell, Font.Ascent * Down);
    }
}
