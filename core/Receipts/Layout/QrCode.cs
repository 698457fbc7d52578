using System.Text;
using QRCoder;

namespace Pennant.Receipts.Layout;

/// <summary>QR codes with error correction M, so that a crease or a pale spot does no harm.</summary>
internal static class QrCode
{
    /// <summary>What the largest code (version 40, M) holds as bytes. ISO/IEC 18004, table 7.</summary>
    private const int MostBytes = 2331;

    private const double WantedMm = 30;

    /// <summary>Dots of one module: fewer than the first are hard to read from thermal paper, more than the last only take paper.</summary>
    private const int Least = 3, Most = 8;

    /// <returns>With the white border that readers need; null when it says too much for this width.</returns>
    public static Raster? Draw(string words, int width, PrinterProfile profile)
    {
        if (Encoding.UTF8.GetByteCount(words) > MostBytes) return null;
        using var code = QRCodeGenerator.GenerateQrCode(words, QRCodeGenerator.ECCLevel.M, forceUtf8: true, utf8BOM: false, Ascii.IsValid(words) ? QRCodeGenerator.EciMode.Default : QRCodeGenerator.EciMode.Utf8, requestedVersion: -1);
        var modules = code.ModuleMatrix;
        var dots = Math.Min(Math.Clamp(profile.Dots(WantedMm) / modules.Count, Least + 1, Most), width / modules.Count);
        return dots < Least ? null : Enlarged(modules, dots);
    }

    private static Raster Enlarged(List<System.Collections.BitArray> modules, int dots)
    {
        var side = modules.Count * dots;
        var raster = new Raster(side, side, new byte[(side + 7) / 8 * side]);
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
                if (modules[y / dots][x / dots]) raster.Bits[(y * raster.Stride) + (x >> 3)] |= (byte)(0x80 >> (x & 7));
        return raster;
    }
}
