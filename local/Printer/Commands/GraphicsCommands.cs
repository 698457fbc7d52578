using Pennant.Local.Printer.Drawing;
using Pennant.Local.Printer.Wire;
using static Pennant.Local.Printer.Commands.CommandTable;

namespace Pennant.Local.Printer.Commands;

/// <summary>GS ( L and GS 8 L: pictures that are stored first and printed by another command. Source: Epson ESC/POS reference, functions 50, 64 to 69, 80 to 85, 112, 113.</summary>
internal sealed class GraphicsCommands(Machine machine, Images images)
{
    private const int Monochrome = 48;

    public void AddTo(CommandTable table)
    {
        table.Block(Gs, 'L', ObeyAsync);
        table.Add(Gs, '8', LongAsync);
    }

    /// <summary>GS 8 L: the same with a length of four bytes.</summary>
    private async ValueTask LongAsync(CommandStream input, CancellationToken cancellation)
    {
        var function = await input.NextAsync(cancellation);
        var length = await input.NumberAsync(cancellation) + ((long)await input.NumberAsync(cancellation) << 16);
        if (function == 'L' && length <= Images.LargestBytes) await ObeyAsync(await input.ReadAsync((int)length, cancellation), cancellation);
        else
        {
            machine.Notes.Add($"GS 8 with {length} bytes was stepped over.");
            await input.SkipAsync(length, cancellation);
        }
    }

    private async ValueTask ObeyAsync(byte[] p, CancellationToken cancellation)
    {
        if (p.Length < 2) return;
        switch (p[1])
        {
            case 2 or 50: await PrintAsync(cancellation); break;
            case 112 when p.Length > 9: images.Waiting = Picture(p.AsSpan(2), isRows: true); break;
            case 113 when p.Length > 9: images.Waiting = Picture(p.AsSpan(2), isRows: false); break;
            case 65 or 81: break;
            case 66 or 82 when p.Length > 3: images[Key(p)] = null; break;
            case 67 or 83 when p.Length > 10: images[Key(p, 3)] = Stored(p, isRows: true); break;
            case 68 or 84 when p.Length > 10: images[Key(p, 3)] = Stored(p, isRows: false); break;
            case 69 or 85 when p.Length > 5: await PrintAsync(images[Key(p)], p[4], p[5], cancellation); break;
            default: machine.Notes.Add($"Function {p[1]} of GS ( L is not one of this printer's."); break;
        }
    }

    private async ValueTask PrintAsync(CancellationToken cancellation)
    {
        if (images.Waiting is not { } picture) return;
        images.Waiting = null;
        await machine.Press.PictureAsync(picture, cancellation);
    }

    private async ValueTask PrintAsync(Bitmap? picture, int across, int down, CancellationToken cancellation)
    {
        if (picture is null) machine.Notes.Add("GS ( L asked for a picture that is not in the printer.");
        else await machine.Press.PictureAsync(picture.Scaled(across == 2 ? 2 : 1, down == 2 ? 2 : 1), cancellation);
    }

    /// <param name="p">Tone, scale across, scale down, colour, width and height of two bytes each, dots.</param>
    private Bitmap? Picture(ReadOnlySpan<byte> p, bool isRows)
    {
        if (p[0] != Monochrome) machine.Notes.Add("A picture in shades of grey is printed in black and white.");
        return Draw(p[4] | (p[5] << 8), p[6] | (p[7] << 8), p[8..], isRows)?.Scaled(p[1] == 2 ? 2 : 1, p[2] == 2 ? 2 : 1);
    }

    /// <param name="p">…, tone, two bytes of name, number of colours, width and height of two bytes each, colour, dots.</param>
    private Bitmap? Stored(byte[] p, bool isRows) => Draw(p[6] | (p[7] << 8), p[8] | (p[9] << 8), p.AsSpan(11), isRows);

    private Bitmap? Draw(int width, int height, ReadOnlySpan<byte> dots, bool isRows)
    {
        var expected = isRows ? (long)((width + 7) / 8) * height : (long)((height + 7) / 8) * width;
        if (width > 0 && height > 0 && dots.Length >= expected) return isRows ? Bitmap.FromRows(dots, width, height) : Bitmap.FromColumns(dots, width, (height + 7) / 8);
        machine.Notes.Add($"A picture of {width} x {height} dots came with {dots.Length} bytes instead of {expected}, and was ignored.");
        return null;
    }

    private static string Key(byte[] p, int at = 2) => $"{(p[1] < 80 ? "NV" : "RAM")} {p[at]} {p[at + 1]}";
}
