using System.Text;
using Pennant.Local.Printer.Barcodes;
using Pennant.Local.Printer.Drawing;
using Pennant.Local.Printer.Wire;
using static Pennant.Local.Printer.Commands.CommandTable;

namespace Pennant.Local.Printer.Commands;

/// <summary>GS k and what belongs to it. A code that cannot be drawn, or is wider than the line, is left out and noted.</summary>
internal sealed class BarcodeCommands
{
    private const int NormalHeight = 162, NormalModule = 3;
    private static readonly string[] Names = ["UPC-A", "UPC-E", "EAN-13", "EAN-8", "CODE39", "ITF", "CODABAR", "CODE93", "CODE128", "GS1-128", "GS1 DataBar", "GS1 DataBar", "GS1 DataBar", "GS1 DataBar", "CODE128"];
    private readonly Machine machine;
    private int height, module, textPlace;
    private CellFont font = CellFont.A;

    public BarcodeCommands(Machine machine)
    {
        this.machine = machine;
        machine.Initialized += Reset;
    }

    public void AddTo(CommandTable table)
    {
        table.Add(Gs, 'h', 1, p => height = p[0] == 0 ? height : p[0]);
        table.Add(Gs, 'w', 1, p => module = p[0] is >= 1 and <= 6 ? p[0] : module);
        table.Add(Gs, 'H', 1, p => textPlace = p[0] & 3);
        table.Add(Gs, 'f', 1, p => font = p[0] is 0 or 48 ? CellFont.A : CellFont.B);
        table.Add(Gs, 'k', PrintAsync);
    }

    private async ValueTask PrintAsync(CommandStream input, CancellationToken cancellation)
    {
        var kind = await input.NextAsync(cancellation);
        var data = Encoding.Latin1.GetString(kind <= 6 ? await ToNulAsync(input, cancellation) : await input.ReadAsync(await input.NextAsync(cancellation), cancellation));
        var number = kind <= 6 ? kind : kind - 65;
        if (number < 0 || number >= Names.Length) machine.Notes.Add($"GS k {kind} is no bar code of this printer.");
        else if (Encode(number, data) is not { } code) machine.Notes.Add($"{Names[number]} cannot hold what was sent; the bar code was left out.");
        else await DrawAsync(code, Names[number], cancellation);
    }

    private async ValueTask DrawAsync(Barcode code, string name, CancellationToken cancellation)
    {
        var picture = code.Draw(module, height, textPlace == 0 ? null : font, (textPlace & 1) != 0, (textPlace & 2) != 0);
        if (machine.Press.Page is null && picture.Width > machine.Layout.AreaWidth) machine.Notes.Add($"{name} needs {picture.Width} dots and the line has {machine.Layout.AreaWidth}; the bar code was left out.");
        else await machine.Press.PictureAsync(picture, cancellation);
    }

    private static Barcode? Encode(int number, string data) => number switch
    {
        0 => RetailCodes.UpcA(data),
        1 => RetailCodes.UpcE(data),
        2 => RetailCodes.Ean13(data),
        3 => RetailCodes.Ean8(data),
        4 => WideCodes.Code39(data),
        5 => WideCodes.Itf(data),
        6 => WideCodes.Codabar(data),
        7 => Code93.Encode(data),
        8 => Code128.Encode(data),
        9 => Code128.Choose(data, isGs1: true),
        14 => Code128.Choose(data, isGs1: false),
        _ => null,
    };

    private static async ValueTask<byte[]> ToNulAsync(CommandStream input, CancellationToken cancellation)
    {
        var data = new List<byte>();
        while (await input.NextAsync(cancellation) is var letter and not 0) data.Add(letter);
        return [.. data];
    }

    private void Reset() => (height, module, textPlace, font) = (NormalHeight, NormalModule, 0, CellFont.A);
}
