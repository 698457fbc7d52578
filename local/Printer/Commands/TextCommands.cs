using Pennant.Local.Printer.Drawing;
using static Pennant.Local.Printer.Commands.CommandTable;

namespace Pennant.Local.Printer.Commands;

/// <summary>How characters look, and which ones there are.</summary>
internal sealed class TextCommands(Machine machine)
{
    private const int BytesPerColumn = 3;

    private Style Style => machine.Style;

    public void AddTo(CommandTable table)
    {
        table.Add(Esc, '!', 1, p => SelectMode(p[0]));
        table.Add(Esc, 'E', 1, p => Style.IsEmphasized = (p[0] & 1) != 0);
        table.Add(Esc, 'G', 1, p => Style.IsDoubleStrike = (p[0] & 1) != 0);
        table.Add(Esc, '-', 1, p => Style.Underline = p[0] switch { 0 or 48 => 0, 1 or 49 => 1, 2 or 50 => 2, _ => Style.Underline });
        table.Add(Esc, 'M', 1, p => Style.Font = p[0] switch { 0 or 48 => CellFont.A, _ => CellFont.B });
        table.Add(Esc, 'V', 1, p => Style.IsTurned = p[0] is not (0 or 48));
        table.Add(Esc, ' ', 1, p => Style.Spacing = machine.Layout.Across(p[0]));
        table.Add(Gs, '!', 1, p => (Style.Across, Style.Down) = (((p[0] >> 4) & 7) + 1, (p[0] & 7) + 1));
        table.Add(Gs, 'B', 1, p => Style.IsReverse = (p[0] & 1) != 0);
        AddCharacterSets(table);
    }

    /// <summary>One byte of text.</summary>
    public async ValueTask AddAsync(byte code, CancellationToken cancellation)
    {
        if (machine.Characters.Glyph(code, Style.Font) is not { } glyph) return;
        var (cell, ascent) = Style.Dress(glyph);
        await machine.Press.AddAsync(cell, ascent, cancellation);
    }

    private void AddCharacterSets(CommandTable table)
    {
        table.Add(Esc, 't', 1, p => Expect(machine.Characters.SelectCodePage(p[0]), $"There is no code page {p[0]} here (ESC t); the one before stays."));
        table.Add(Esc, 'R', 1, p => Expect(machine.Characters.SelectCountry(p[0]), $"There is no country {p[0]} here (ESC R); the one before stays."));
        table.Add(Esc, '%', 1, p => machine.Characters.UsesOwn = (p[0] & 1) != 0);
        table.Add(Esc, '?', 1, p => machine.Characters.Forget(Style.Font, p[0]));
        table.Add(Esc, '&', async (input, cancellation) =>
        {
            var (bytes, first, last) = (await input.NextAsync(cancellation), await input.NextAsync(cancellation), await input.NextAsync(cancellation));
            for (var code = first; code <= last && code != 0; code++)
            {
                var columns = await input.NextAsync(cancellation);
                var drawn = Bitmap.FromColumns(await input.ReadAsync(bytes * columns, cancellation), columns, bytes);
                machine.Characters.Define(Style.Font, code, InCell(drawn));
            }
        });
        table.Add(Fs, '&', 0, _ => machine.Characters.Pairs.IsOn = true);
        table.Add(Fs, '.', 0, _ => machine.Characters.Pairs.IsOn = false);
        table.Add(Fs, 'C', 1, p => machine.Characters.Pairs.SelectJapanese(p[0]));
        table.Block(Fs, 'C', (p, _) =>
        {
            if (p is [48, var encoding]) machine.Characters.IsUtf8 = encoding is 2 or 50;
            return ValueTask.CompletedTask;
        });
    }

    private Bitmap InCell(Bitmap drawn)
    {
        var cell = new Bitmap(Style.Font.Width, Math.Min(Style.Font.Height, BytesPerColumn * 8));
        cell.Add(drawn, 0, 0);
        return cell;
    }

    private void SelectMode(byte mode)
    {
        Style.Font = (mode & 0x01) != 0 ? CellFont.B : CellFont.A;
        Style.IsEmphasized = (mode & 0x08) != 0;
        (Style.Across, Style.Down) = ((mode & 0x20) != 0 ? 2 : 1, (mode & 0x10) != 0 ? 2 : 1);
        Style.Underline = (mode & 0x80) != 0 ? Math.Max(1, Style.Underline) : 0;
    }

    private void Expect(bool isDone, string otherwise)
    {
        if (!isDone) machine.Notes.Add(otherwise);
    }
}
