using Pennant.Local.Printer.Drawing;
using Pennant.Local.Printer.Wire;
using static Pennant.Local.Printer.Commands.CommandTable;

namespace Pennant.Local.Printer.Commands;

/// <summary>GS v 0: rows of dots, printed as they come.</summary>
internal sealed class RasterCommands(Machine machine)
{
    public void AddTo(CommandTable table) => table.Add(Gs, 'v', RasterAsync);

    private async ValueTask RasterAsync(CommandStream input, CancellationToken cancellation)
    {
        await input.NextAsync(cancellation);
        var mode = await input.NextAsync(cancellation);
        var (bytes, rows) = (await input.NumberAsync(cancellation), await input.NumberAsync(cancellation));
        var (across, down) = ((mode & 1) != 0 ? 2 : 1, (mode & 2) != 0 ? 2 : 1);
        if (bytes == 0) return;
        if (machine.Press.Page is not null)
        {
            var all = await input.ReadAsync(Math.Min(bytes * rows, Images.LargestBytes), cancellation);
            await input.SkipAsync((bytes * rows) - all.Length, cancellation);
            await machine.Press.PictureAsync(Bitmap.FromRows(all, Math.Min(bytes * 8, machine.Layout.PaperDots), all.Length / bytes).Scaled(across, down), cancellation);
            return;
        }
        await machine.Press.FlushAsync(cancellation);
        for (var y = 0; y < rows; y++)
        {
            var row = await input.ReadAsync(bytes, cancellation);
            if (across == 2) row = Doubled(row);
            for (var i = 0; i < down; i++) await machine.Press.RowAsync(row, row.Length * 8, cancellation);
        }
    }

    private static byte[] Doubled(byte[] row)
    {
        var doubled = new byte[row.Length * 2];
        for (var x = 0; x < row.Length * 8; x++)
            if ((row[x >> 3] & (0x80 >> (x & 7))) != 0) doubled[x >> 2] |= (byte)(0xC0 >> ((2 * x) & 7));
        return doubled;
    }
}
