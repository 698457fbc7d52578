using System.Buffers.Binary;

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
            var bits = raster.Bits.AsSpan(y * raster.Stride, raster.Stride);
            for (var i = 0; i < width >> 3; i++) bits[i] = HighBits(BinaryPrimitives.ReadUInt64LittleEndian(row[(i * 8)..]));
            for (var x = width & ~7; x < width; x++) bits[x >> 3] |= (byte)((row[x] >> 7) << (7 - (x & 7)));
        }
        return raster;
    }

    /// <summary>The highest bits of eight bytes, the first byte's first: each is multiplied to its own place in the highest byte.</summary>
    private static byte HighBits(ulong eight) => (byte)((((eight >> 7) & 0x0101010101010101) * 0x8040201008040201) >> 56);

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
