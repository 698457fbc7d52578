using Pennant.Local.Printer.Drawing;
using QRCoder;
using QRCoder.Exceptions;

namespace Pennant.Local.Printer.Barcodes;

/// <summary>A QR code as a printer draws it: without the white border.</summary>
internal static class QrSymbol
{
    private const int Border = 4;

    /// <param name="level">L, M, Q, H from 0 to 3.</param>
    /// <returns>One dot a module; null when it is too much for one symbol.</returns>
    public static Bitmap? Draw(byte[] data, int level)
    {
        try
        {
            using var code = QRCodeGenerator.GenerateQrCode(data, (QRCodeGenerator.ECCLevel)level);
            var size = code.ModuleMatrix.Count - (2 * Border);
            return Bitmap.Draw(size, size, (x, y) => code.ModuleMatrix[y + Border][x + Border]);
        }
        catch (DataTooLongException)
        {
            return null;
        }
    }
}
