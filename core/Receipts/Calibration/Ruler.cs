namespace Pennant.Receipts.Calibration;

/// <summary>
/// Millimetres across the whole paper, and below them an edge for each width that a printer may have. On a printer that is narrower than was assumed the right end is
/// missing; on a wider one the ruler ends before the paper does.
/// </summary>
internal static class Ruler
{
    private const int Top = 8, Millimetre = 10, Five = 18, Ten = 28, Scale = 3, EdgeHeight = 28;
    private static readonly int[] Widths = [384, 420, 512, 576];

    public static Raster Draw(PrinterProfile profile)
    {
        var numbers = Top + Ten + 4;
        var edges = numbers + Digits.Height(Scale) + 12;
        var canvas = new Canvas(profile.WidthDots, edges + EdgeHeight + (2 * (Digits.Height(Scale) + 6)) + 8);
        canvas.Fill(0, Top, canvas.Width, 2);
        for (var mm = 0; profile.Dots(mm) < canvas.Width; mm++)
        {
            canvas.Fill(profile.Dots(mm), Top, 2, mm % 10 == 0 ? Ten : mm % 5 == 0 ? Five : Millimetre);
            if (mm % 10 == 0 && mm > 0) Number(canvas, mm, profile.Dots(mm) + 1, numbers);
        }
        foreach (var width in Widths.Where(w => w <= canvas.Width)) Edge(canvas, width, edges, isLower: width == 420);
        // The first and the last dot of the line.
        canvas.Fill(0, 0, 1, canvas.Raster.Height);
        canvas.Fill(canvas.Width - 1, 0, 1, canvas.Raster.Height);
        return canvas.Raster;
    }

    /// <summary>A flag whose right side is the last dot of that width.</summary>
    /// <param name="isLower">Its number would touch the one beside it.</param>
    private static void Edge(Canvas canvas, int width, int top, bool isLower)
    {
        canvas.Fill(width - 2, top, 2, EdgeHeight);
        for (var i = 0; i < 10; i++) canvas.Fill(width - 2 - i, top + i, i, 1);
        var left = width - Digits.Width(width, Scale) - 2;
        Digits.Draw(canvas, width, left, top + EdgeHeight + 4 + (isLower ? Digits.Height(Scale) + 6 : 0), Scale);
    }

    private static void Number(Canvas canvas, int number, int centre, int top)
    {
        var width = Digits.Width(number, Scale);
        var left = Math.Min(centre - (width / 2), canvas.Width - width - 4);
        Digits.Draw(canvas, number, left, top, Scale);
    }
}
