namespace Pennant.Local.Printer.Drawing;

/// <summary>Where lines stand on the paper, in dots.</summary>
internal sealed class Layout(int paperDots, double dotsPerMm)
{
    public const int NormalSpacing = 30;
    private const double MmPerInch = 25.4;
    private int leftMargin, areaWidth = paperDots;
    private double across = 1, down = 1;

    public int PaperDots { get; } = paperDots;

    /// <summary>0 left, 1 centre, 2 right.</summary>
    public int Alignment { get; set; }

    /// <summary>From one line to the next.</summary>
    public int LineSpacing { get; set; } = NormalSpacing;

    public bool IsUpsideDown { get; set; }

    /// <summary>From the left edge of the line, ascending.</summary>
    public IReadOnlyList<int> Tabs { get; set; } = [];

    public int LeftMargin { get => Math.Min(leftMargin, PaperDots - 1); set => leftMargin = value; }

    /// <summary>Never beyond the paper, and at least one dot.</summary>
    public int AreaWidth { get => Math.Clamp(areaWidth, 1, PaperDots - LeftMargin); set => areaWidth = value; }

    public int Right => LeftMargin + AreaWidth;

    /// <summary>GS P: how many of the host's units are an inch; 0 takes dots.</summary>
    public void SetUnits(int perInchAcross, int perInchDown)
    {
        across = perInchAcross == 0 ? 1 : dotsPerMm * MmPerInch / perInchAcross;
        down = perInchDown == 0 ? 1 : dotsPerMm * MmPerInch / perInchDown;
    }

    public int Across(int units) => (int)Math.Round(units * across);

    public int Down(int units) => (int)Math.Round(units * down);

    /// <summary>The left edge of something so wide.</summary>
    public int LeftOf(int dots) => LeftMargin + (Math.Max(0, AreaWidth - dots) * Alignment / 2);

    /// <summary>Whole bytes of a picture, as they stand on the paper.</summary>
    public byte[] Place(ReadOnlySpan<byte> row, int dots)
    {
        var (placed, left) = (new byte[(PaperDots + 7) / 8], LeftOf(dots));
        if (left % 8 == 0) row[..Math.Min((dots + 7) / 8, placed.Length - (left / 8))].CopyTo(placed.AsSpan(left / 8));
        else
            for (var x = 0; x < dots && left + x < Right; x++)
                if ((row[x >> 3] & (0x80 >> (x & 7))) != 0) placed[(left + x) >> 3] |= (byte)(0x80 >> ((left + x) & 7));
        CutOff(placed);
        return placed;
    }

    private void CutOff(byte[] row)
    {
        if (Right % 8 != 0) row[Right >> 3] &= (byte)(0xFF << (8 - (Right % 8)));
        row.AsSpan((Right + 7) / 8).Clear();
    }
}
