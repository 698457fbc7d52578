using System.Globalization;
using System.Text;
using Pennant.Local.Printer.Barcodes;
using Pennant.Local.Printer.Drawing;
using static Pennant.Local.Printer.Commands.CommandTable;

namespace Pennant.Local.Printer.Commands;

/// <summary>GS ( k: codes in two dimensions are stored first and printed by another function. For those that are not drawn a frame with their name takes their place.</summary>
internal sealed class SymbolCommands
{
    private const byte Pdf = 48, Qr = 49, AztecCode = 53, Matrix = 54;
    private static readonly Dictionary<byte, string> Names = new()
    {
        [Pdf] = "PDF417", [Qr] = "QR code", [50] = "MaxiCode", [51] = "GS1 DataBar", [52] = "composite code", [AztecCode] = "Aztec", [Matrix] = "Data Matrix",
    };

    private readonly Machine machine;
    private readonly Dictionary<byte, byte[]> stored = [];
    private readonly Dictionary<byte, int> modules = [];
    private int qrLevel, aztecPercent, pdfColumns, pdfRowHeight, pdfRatio;
    private int? pdfLevel;

    public SymbolCommands(Machine machine)
    {
        this.machine = machine;
        machine.Initialized += Reset;
    }

    public void AddTo(CommandTable table) => table.Block(Gs, 'k', ObeyAsync);

    private async ValueTask ObeyAsync(byte[] p, CancellationToken cancellation)
    {
        if (p.Length < 3 || !Names.ContainsKey(p[0])) machine.Notes.Add("A function of GS ( k that this printer does not have was stepped over.");
        else if (p is [_, 80, 48, ..]) stored[p[0]] = p[3..];
        else if (p is [_, 81, 48]) await PrintAsync(p[0], cancellation);
        else if (p is [_, 82, 48]) TellSize(p[0]);
        else Set(p);
    }

    private void Set(byte[] p)
    {
        switch (p)
        {
            case [_, 67, >= 1 and <= 16 and var size]: modules[p[0]] = size; break;
            case [Qr, 65, var model, ..] when model != 50: machine.Notes.Add("Only model 2 of QR codes is drawn here; it was drawn instead."); break;
            case [Qr, 69, >= 48 and <= 51 and var level]: qrLevel = level - 48; break;
            case [AztecCode, 69, >= 5 and <= 95 and var percent]: aztecPercent = percent; break;
            case [Pdf, 65, <= 30 and var columns]: pdfColumns = columns; break;
            case [Pdf, 68, >= 2 and <= 8 and var height]: pdfRowHeight = height; break;
            case [Pdf, 69, 48, >= 48 and <= 56 and var level]: pdfLevel = level - 48; break;
            case [Pdf, 69, 49, >= 1 and <= 40 and var ratio]: (pdfLevel, pdfRatio) = (null, ratio); break;
        }
    }

    private Bitmap? Draw(byte symbol)
    {
        if (!stored.TryGetValue(symbol, out var data) || data.Length == 0) return null;
        var module = modules.GetValueOrDefault(symbol, 3);
        var code = symbol switch
        {
            Qr => QrSymbol.Draw(data, qrLevel),
            Matrix => DataMatrix.Draw(data),
            AztecCode => Aztec.Draw(data, aztecPercent),
            Pdf => Pdf417.Draw(data, pdfLevel ?? Pdf417.LevelFor(data.Length, pdfRatio), pdfColumns, machine.Layout.AreaWidth / module, pdfRowHeight),
            _ => Frame($"{Names[symbol]}, {data.Length} bytes"),
        };
        return symbol is Qr or Matrix or Pdf or AztecCode ? code?.Scaled(module, module) : code;
    }

    private async ValueTask PrintAsync(byte symbol, CancellationToken cancellation)
    {
        if (Draw(symbol) is not { } code) machine.Notes.Add($"The {Names[symbol]} was left out: nothing was stored, or too much for one.");
        else if (machine.Press.Page is null && code.Width > machine.Layout.AreaWidth) machine.Notes.Add($"The {Names[symbol]} needs {code.Width} dots and the line has {machine.Layout.AreaWidth}; it was left out.");
        else
        {
            if (symbol is not (Qr or Matrix or Pdf or AztecCode)) machine.Notes.Add($"{Names[symbol]} is not drawn here; a frame with its name stands in its place.");
            await machine.Press.PictureAsync(code, cancellation);
        }
    }

    /// <summary>Function 82: how large the symbol would be, and whether it can be printed.</summary>
    private void TellSize(byte symbol)
    {
        var code = Draw(symbol);
        var (width, height) = ((code?.Width ?? 0).ToString(CultureInfo.InvariantCulture), (code?.Height ?? 0).ToString(CultureInfo.InvariantCulture));
        var identifier = (byte)(symbol == Pdf ? 0x2F : 0x36);
        machine.Replies.Send([0x37, identifier, .. Encoding.ASCII.GetBytes($"{width}\u001F{height}\u001F1\u001F{(code is null ? 1 : 0)}"), 0x00]);
    }

    private static Bitmap Frame(string text)
    {
        var font = CellFont.B;
        var (width, height) = ((text.Length * font.Width) + 24, 100);
        var frame = Bitmap.Draw(width, height, (x, y) => x < 2 || y < 2 || x >= width - 2 || y >= height - 2);
        for (var i = 0; i < text.Length; i++) frame.Add(font.Glyph(text[i]), 12 + (i * font.Width), (height - font.Height) / 2);
        return frame;
    }

    private void Reset()
    {
        stored.Clear();
        modules.Clear();
        (qrLevel, aztecPercent, pdfColumns, pdfRowHeight, pdfRatio, pdfLevel) = (0, 23, 0, 3, 1, null);
    }
}
