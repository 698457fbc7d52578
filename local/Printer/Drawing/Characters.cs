namespace Pennant.Local.Printer.Drawing;

/// <summary>What the bytes of text stand for: code page, country, the host's own characters, or UTF-8.</summary>
internal sealed class Characters
{
    private readonly Dictionary<(CellFont, byte), Bitmap> own = [];
    private char[] upper = CodePages.Table(0)!;
    private byte country;
    private int codePoint, missing;

    /// <summary>ESC %: whether characters that the host has drawn stand in for the printer's.</summary>
    public bool UsesOwn { get; set; }

    public bool IsUtf8 { get; set; }

    /// <returns>False for a code page that this printer does not have; the one in force stays.</returns>
    public bool SelectCodePage(byte number)
    {
        if (CodePages.Table(number) is not { } table) return false;
        upper = table;
        return true;
    }

    public bool SelectCountry(byte number)
    {
        if (!InternationalSets.Has(number)) return false;
        country = number;
        return true;
    }

    public void Define(CellFont font, byte code, Bitmap glyph) => own[(font, code)] = glyph;

    public void Forget(CellFont font, byte code) => own.Remove((font, code));

    /// <returns>Null inside a character of several bytes.</returns>
    public Bitmap? Glyph(byte code, CellFont font)
    {
        if (IsUtf8 && code >= 0x80) return Continue(code) is { } point ? font.Glyph(point) : null;
        missing = 0;
        if (UsesOwn && own.TryGetValue((font, code), out var glyph)) return glyph;
        return font.Glyph(code < 0x80 ? InternationalSets.Letter(country, code) : upper[code - 0x80]);
    }

    /// <summary>As at power-on.</summary>
    public void Reset()
    {
        own.Clear();
        (upper, country, UsesOwn, IsUtf8, missing) = (CodePages.Table(0)!, 0, false, false, 0);
    }

    private int? Continue(byte code)
    {
        if (code >= 0xC0)
        {
            missing = code >= 0xF0 ? 3 : code >= 0xE0 ? 2 : 1;
            codePoint = code & (0x3F >> missing);
            return null;
        }
        if (missing == 0) return 0xFFFD;
        codePoint = (codePoint << 6) | (code & 0x3F);
        if (--missing > 0) return null;
        return codePoint is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF) or < 0x80 ? 0xFFFD : codePoint;
    }
}
