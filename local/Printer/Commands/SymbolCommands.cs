using System.Globalization;
using System.Text;
using Pennant.Local.Printer.Barcodes;
using Pennant.Local.Printer.Drawing;
using static Pennant.Local.Printer.Commands.CommandTable;

namespace Pennant.Local.Printer.Commands;

/// <summary>GS ( k: codes in two dimensions are stored first and printed by another function. QR is drawn; for the others a frame with their name takes their place.</summary>
internal sealed class SymbolCommands
{
    private const byte Qr = 49;
    private const int NormalModule = 3, LevelL = 48;
    private static readonly Dictionary<byte, string> Others = new() { [48] = "PDF417", [50] = "MaxiCode", [51] = "GS1 DataBar", [52] = "composite code", [53] = "Aztec", [54] = "Data Matrix" };
    private readonly Machine machine;
    private readonly Dictionary<byte, byte[]> stored = [];
    private int module, level;

    public SymbolCommands(Machine machine)
    {
        this.machine = machine;
        machine.Initialized += Reset;
    }

    public void AddTo(CommandTable table) => table.Block(Gs, 'k', ObeyAsync);

    private async ValueTask ObeyAsync(byte[] p, CancellationToken cancellation)
    {
        switch (p)
        {
            case [Qr, 65, var model, ..]:
                if (model != 50) machine.Notes.Add("Only model 2 of QR codes is drawn here; it was drawn instead.");
                break;
            case [Qr, 67, var size]: module = size is >= 1 and <= 16 ? size : module; break;
            case [Qr, 69, >= 48 and <= 51 and var wanted]: level = wanted; break;
            case [var symbol, 80, 48, .. var data]: stored[symbol] = data; break;
            case [Qr, 81, 48]: await PrintQrAsync(cancellation); break;
            case [Qr, 82, 48]: TellSize(); break;
            case [var other, 81, 48] when Others.TryGetValue(other, out var name): await PrintFrameAsync(name, other, cancellation); break;
            case [var other, >= 65 and <= 79, ..] when Others.ContainsKey(other): break;
            default: machine.Notes.Add("A function of GS ( k that this printer does not have was stepped over."); break;
        }
    }

    private Bitmap? Draw() => stored.TryGetValue(Qr, out var data) && data.Length > 0 ? QrSymbol.Draw(data, level - LevelL)?.Scaled(module, module) : null;

    private async ValueTask PrintQrAsync(CancellationToken cancellation)
    {
        if (Draw() is not { } code) machine.Notes.Add("The QR code was left out: nothing was stored, or too much for one.");
        else if (machine.Press.Page is null && code.Width > machine.Layout.AreaWidth) machine.Notes.Add($"The QR code needs {code.Width} dots and the line has {machine.Layout.AreaWidth}; it was left out.");
        else await machine.Press.PictureAsync(code, cancellation);
    }

    /// <summary>Function 82: how large the symbol would be, and that it could be printed.</summary>
    private void TellSize()
    {
        var size = (Draw()?.Width ?? 0).ToString(CultureInfo.InvariantCulture);
        machine.Replies.Send([0x37, 0x36, .. Encoding.ASCII.GetBytes($"{size}\u001F{size}\u001F1\u001F{(size == "0" ? 1 : 0)}"), 0x00]);
    }

    private async ValueTask PrintFrameAsync(string name, byte symbol, CancellationToken cancellation)
    {
        if (!stored.TryGetValue(symbol, out var data)) return;
        machine.Notes.Add($"{name} is not drawn here; a frame with its name stands in its place.");
        var (font, text) = (CellFont.B, $"{name}, {data.Length} bytes");
        var (width, height) = ((text.Length * font.Width) + 24, 100);
        var frame = Bitmap.Draw(width, height, (x, y) => x < 2 || y < 2 || x >= width - 2 || y >= height - 2);
        for (var i = 0; i < text.Length; i++) frame.Add(font.Glyph(text[i]), 12 + (i * font.Width), (height - font.Height) / 2);
        await machine.Press.PictureAsync(frame, cancellation);
    }

    private void Reset()
    {
        stored.Clear();
        (module, level) = (NormalModule, LevelL);
    }
}
