namespace Pennant.Receipts.Calibration;

/// <summary>Greys from light to black, and lines as fine as the head can draw: too pale or run together tells how to set the density.</summary>
internal static class Strips
{
    private const int Height = 40, Gap = 8, Greys = 8;

    /// <summary>In which order the dots of a four by four square turn black.</summary>
    private static readonly int[] Order = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

    public static Raster Draw(PrinterProfile profile)
    {
        var canvas = new Canvas(profile.WidthDots, (2 * (Height + Gap)) + Gap);
        var patch = canvas.Width / Greys;
        for (var grey = 0; grey < Greys; grey++)
        {
            var black = (grey + 1) * Order.Length / Greys;
            canvas.Fill(grey * patch, Gap, patch, Height, (x, y) => Order[(y % 4 * 4) + (x % 4)] < black);
        }
        Lines(canvas, (2 * Gap) + Height);
        return canvas.Raster;
    }

    /// <summary>Upright and lying lines one, two and three dots thick, and a chequerboard of single dots.</summary>
    private static void Lines(Canvas canvas, int top)
    {
        var patch = canvas.Width / 7;
        for (var thick = 1; thick <= 3; thick++)
        {
            var period = 2 * thick;
            var dots = thick;
            canvas.Fill((thick - 1) * patch, top, patch - Gap, Height, (x, _) => x % period < dots);
            canvas.Fill((thick + 2) * patch, top, patch - Gap, Height, (_, y) => y % period < dots);
        }
        canvas.Fill(6 * patch, top, patch, Height, (x, y) => (x + y) % 2 == 0);
    }
}
