using Pennant.Local.Printer.Drawing;
using Pennant.Local.Printer.Wire;
using static Pennant.Local.Printer.Commands.CommandTable;

namespace Pennant.Local.Printer.Commands;

/// <summary>The older pictures, column by column: in the line (ESC *), downloaded (GS *, GS /) and stored (FS q, FS p).</summary>
internal sealed class BitImageCommands(Machine machine, Images images)
{
    public void AddTo(CommandTable table)
    {
        table.Add(Esc, '*', InLineAsync);
        table.Add(Gs, '*', async (input, cancellation) =>
        {
            var (across, down) = (await input.NextAsync(cancellation), await input.NextAsync(cancellation));
            images.Downloaded = await ColumnsAsync(input, across, down, cancellation);
        });
        table.Add(Gs, '/', 1, (p, cancellation) => PrintAsync(images.Downloaded, p[0], "GS /", cancellation));
        table.Add(Fs, 'q', StoreAsync);
        table.Add(Fs, 'p', 2, (p, cancellation) => PrintAsync(images[$"FS {p[0]}"], p[1], "FS p", cancellation));
    }

    /// <summary>ESC *: 8 or 24 dots high, stretched to the density of the line.</summary>
    private async ValueTask InLineAsync(CommandStream input, CancellationToken cancellation)
    {
        var mode = await input.NextAsync(cancellation);
        var (columns, bytes) = (await input.NumberAsync(cancellation), mode >= 32 ? 3 : 1);
        var picture = Bitmap.FromColumns(await input.ReadAsync(columns * bytes, cancellation), columns, bytes);
        var stretched = picture.Scaled(mode is 0 or 32 ? 2 : 1, mode >= 32 ? 1 : 3);
        if (columns > 0) await machine.Press.AddPictureAsync(Narrowed(stretched), cancellation);
    }

    /// <summary>What is wider than the line is lost at its end, and does not begin another line.</summary>
    private Bitmap Narrowed(Bitmap picture)
    {
        var room = machine.Press.Page is null ? Math.Max(1, machine.Layout.AreaWidth - machine.Press.Position) : picture.Width;
        return picture.Width <= room ? picture : Bitmap.Draw(room, picture.Height, (x, y) => picture[x, y]);
    }

    private async ValueTask StoreAsync(CommandStream input, CancellationToken cancellation)
    {
        var count = await input.NextAsync(cancellation);
        for (var number = 1; number <= count; number++)
        {
            var (across, down) = (await input.NumberAsync(cancellation), await input.NumberAsync(cancellation));
            images[$"FS {number}"] = await ColumnsAsync(input, across, down, cancellation);
        }
    }

    /// <param name="across">In units of 8 dots, as <paramref name="down"/>.</param>
    private static async ValueTask<Bitmap?> ColumnsAsync(CommandStream input, int across, int down, CancellationToken cancellation)
    {
        var bytes = (long)across * 8 * down;
        if (bytes is 0 or > Images.LargestBytes)
        {
            await input.SkipAsync(bytes, cancellation);
            return null;
        }
        return Bitmap.FromColumns(await input.ReadAsync((int)bytes, cancellation), across * 8, down);
    }

    private async ValueTask PrintAsync(Bitmap? picture, byte mode, string command, CancellationToken cancellation)
    {
        if (picture is null) machine.Notes.Add($"{command} asked for a picture that is not in the printer.");
        else await machine.Press.PictureAsync(picture.Scaled((mode & 1) != 0 ? 2 : 1, (mode & 2) != 0 ? 2 : 1), cancellation);
    }
}
