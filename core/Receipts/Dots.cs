namespace Pennant.Receipts;

/// <summary>Moves dots between bytes and bits. Everything must lie inside the raster.</summary>
internal static class Dots
{
    public static Raster Blank(int width, int height) => new(width, height, new byte[(width + 7) / 8 * height]);

    public static void Blacken(Raster raster, int x, int y) => raster.Bits[(y * raster.Stride) + (x >> 3)] |= (byte)(0x80 >> (x & 7));

    /// <summary>One byte a dot, of which the highest bit counts, to one bit a dot.</summary>
    public static Raster FromAlpha(ReadOnlySpan<byte> alpha, int width, int height, int rowBytes)
    {
        var raster = Blank(width, height);
        for (var y = 0; y < height; y++)
        {
            var row = alpha.Slice(y * rowBytes, width);
            if (row.IndexOfAnyExcept((byte)0) < 0) continue;
            for (var x = 0; x < width; x++)
                raster.Bits[(y * raster.Stride) + (x >> 3)] |= (byte)((row[x] >> 7) << (7 - (x & 7)));
        }
        return raster;
    }

    /// <summary>Adds the dots of one raster to another.</summary>
    public static void Copy(Raster from, Raster to, int left, int top)
    {
        for (var y = 0; y < from.Height; y++)
            for (var x = 0; x < from.Width; x++)
                if (from.IsBlack(x, y)) Blacken(to, left + x, top + y);
    }

    public static void Fill(Raster raster, int left, int top, int width, int height)
    {
        for (var y = top; y < top + height; y++)
            for (var x = left; x < left + width; x++) Blacken(raster, x, y);
    }

    public static void Invert(Raster raster, int left, int top, int width, int height)
    {
        for (var y = top; y < top + height; y++)
            for (var x = left; x < left + width; x++) raster.Bits[(y * raster.Stride) + (x >> 3)] ^= (byte)(0x80 >> (x & 7));
    }
}
