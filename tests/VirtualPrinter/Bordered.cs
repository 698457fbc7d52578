using Pennant.Receipts;

namespace Pennant.Tests.VirtualPrinters;

/// <summary>A printed picture with white around it, as on a table.</summary>
internal static class Bordered
{
    private const int Border = 32;

    public static byte[] Encode(byte[] png)
    {
        var paper = Png.Decode(png)!;
        var stride = paper.Stride + (2 * Border / 8);
        var table = new Raster(stride * 8, paper.Height + (2 * Border), new byte[stride * (paper.Height + (2 * Border))]);
        for (var y = 0; y < paper.Height; y++) paper.Row(y).CopyTo(table.Bits.AsSpan(((Border + y) * stride) + (Border / 8)));
        return Png.Encode(table);
    }
}
