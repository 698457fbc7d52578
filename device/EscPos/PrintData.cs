using Pennant.Contract;
using Pennant.Receipts;

namespace Pennant.Device.EscPos;

/// <summary>A receipt as bytes, in pieces between which a real-time request may go out.</summary>
/// <param name="Pieces">The last one asks for the proof.</param>
internal sealed record PrintData(IReadOnlyList<byte[]> Pieces)
{
    /// <summary>Small enough for a clone's buffer, large enough not to slow the head down.</summary>
    public const int RowsPerStrip = 256;

    private const int RasterHeader = 8, TearOffMm = 20;

    /// <param name="pieceBytes">The largest picture to send at once.</param>
    /// <exception cref="ArgumentException">The dots hold something that the printer would obey; the renderer never lets that happen.</exception>
    public static PrintData Of(Raster raster, PrintStyle style, PrinterAbilities printer, string process, int pieceBytes)
    {
        if (RealTime.IsIn(raster.Bits)) throw new ArgumentException("the raster holds a real-time command", nameof(raster));
        var rowsPerStrip = Math.Clamp((pieceBytes - RasterHeader) / raster.Stride, 1, RowsPerStrip);
        List<byte[]> pieces = [];
        for (var copy = 0; copy < style.Copies; copy++)
        {
            for (var row = 0; row < raster.Height; row += rowsPerStrip) pieces.Add(Strip(raster, row, Math.Min(rowsPerStrip, raster.Height - row)));
            pieces.Add(End(printer, style.Cut));
        }
        pieces[0] = [.. Start(style, printer), .. pieces[0]];
        pieces[^1] = [.. pieces[^1], .. Ask(process, printer.Evidence)];
        return new PrintData(pieces);
    }

    /// <summary>Brings the paper out and, where that is possible and wanted, cuts it.</summary>
    public static byte[] End(PrinterAbilities printer, bool cut) =>
        cut && printer.HasCutter ? Commands.FeedAndCut : Commands.Feed((byte)PrinterProfile.For(printer.WidthDots).Dots(TearOffMm));

    private static byte[] Strip(Raster raster, int row, int rows) => Commands.Raster(raster.Stride, rows, raster.Bits.AsSpan(row * raster.Stride, rows * raster.Stride));

    private static byte[] Start(PrintStyle style, PrinterAbilities printer)
    {
        if (printer.Evidence != Evidence.Confirmed) return Commands.Initialize; // a GS r answer could not be told from an automatic status
        return [.. Commands.Initialize, .. Commands.AutomaticStatusOn, .. style.Density == DensityCommand.Normal ? [] : DensityCommand.For(style.Density)];
    }

    private static byte[] Ask(string process, Evidence evidence) => evidence switch
    {
        Evidence.Confirmed => Commands.AskCompletion(process),
        Evidence.Processed => Commands.AskQueued,
        _ => [],
    };
}
