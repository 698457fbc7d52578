namespace Pennant.Receipts.Calibration;

/// <summary>Dots to paint on; what lies outside is left out.</summary>
internal sealed class Canvas(int width, int height)
{
    public Raster Raster { get; } = new(width, height, new byte[(width + 7) / 8 * height]);

    public int Width => Raster.Width;

    public void Dot(int x, int y)
    {
        if (x >= 0 && x < Raster.Width && y >= 0 && y < Raster.Height) Raster.Bits[(y * Raster.Stride) + (x >> 3)] |= (byte)(0x80 >> (x & 7));
    }

    public void Fill(int left, int top, int width, int height) => Fill(left, top, width, height, (_, _) => true);

    /// <param name="isBlack">By column and row of the area.</param>
    public void Fill(int left, int top, int width, int height, Func<int, int, bool> isBlack)
    {
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                if (isBlack(x, y)) Dot(left + x, top + y);
    }
}
