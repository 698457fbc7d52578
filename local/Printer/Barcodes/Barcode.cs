using Pennant.Local.Printer.Drawing;

namespace Pennant.Local.Printer.Barcodes;

/// <param name="Widths">Bar, space, bar and so on: in modules, or 1 for narrow and 2 for wide.</param>
/// <param name="HasTwoWidths">Whether there are only narrow and wide ones; a wide one is then two and a half times as wide.</param>
/// <param name="Text">What people read.</param>
internal sealed record Barcode(IReadOnlyList<int> Widths, bool HasTwoWidths, string Text)
{
    private const int TextGap = 2;

    /// <param name="modules">1 is a bar.</param>
    public static Barcode FromModules(string modules, string text)
    {
        var widths = new List<int>();
        for (var i = 0; i < modules.Length;)
        {
            var run = modules.AsSpan(i).IndexOfAnyExcept(modules[i]);
            widths.Add(run < 0 ? modules.Length - i : run);
            i += widths[^1];
        }
        return new Barcode(widths, false, text);
    }

    /// <param name="wide">A 1 for each wide bar or space.</param>
    public static Barcode FromWide(string wide, string text) => new([.. wide.Select(w => w == '1' ? 2 : 1)], true, text);

    /// <param name="module">Width of a narrow bar, in dots.</param>
    /// <param name="font">Of the text; null prints none.</param>
    public Bitmap Draw(int module, int height, CellFont? font, bool isAbove, bool isBelow)
    {
        var dots = Widths.Select(width => !HasTwoWidths ? width * module : width == 1 ? module : ((5 * module) + 1) / 2).ToList();
        var (bars, text) = (dots.Sum(), font is null ? null : DrawText(font));
        var row = text is null ? 0 : text.Height + TextGap;
        var picture = new Bitmap(Math.Max(bars, text?.Width ?? 0), height + (isAbove ? row : 0) + (isBelow ? row : 0));
        var (x, top) = ((picture.Width - bars) / 2, isAbove ? row : 0);
        for (var i = 0; i < dots.Count; x += dots[i++])
            if (i % 2 == 0) picture.Fill(x, top, dots[i], height);
        if (text is not null && isAbove) picture.Add(text, (picture.Width - text.Width) / 2, 0);
        if (text is not null && isBelow) picture.Add(text, (picture.Width - text.Width) / 2, top + height + TextGap);
        return picture;
    }

    private Bitmap DrawText(CellFont font)
    {
        var text = new Bitmap(Math.Max(1, Text.Length * font.Width), font.Height);
        for (var i = 0; i < Text.Length; i++) text.Add(font.Glyph(Text[i]), i * font.Width, 0);
        return text;
    }
}
