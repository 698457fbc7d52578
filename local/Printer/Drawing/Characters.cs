namespace Pennant.Local.Printer.Drawing;

/// <summary>What the bytes of text stand for: code page, country, the host's own characters, characters of two bytes, or UTF-8.</summary>
internal sealed class Characters
{
    private readonly Dictionary<(CellFont, byte), Bitmap> own = [];
    private readonly TwoByteText pairs = new();
    private readonly Utf8Text utf8 = new();
    private string upper = CodePages.Table(0)!;
    private byte country;

    /// <summary>ESC %: whether characters that the host has drawn stand in for the printer's.</summary>
    public bool UsesOwn { get; set; }

    /// <summary>FS ( C: instead of code pages.</summary>
    public bool IsUtf8 { get; set; }

    /// <summary>FS &amp; and FS C: Chinese and Japanese.</summary>
    public TwoByteText Pairs => pairs;

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
        if (IsUtf8 && code >= 0x80) return utf8.Take(code) is { } point ? font.Glyph(point, Wide.Is(point)) : null;
        if (pairs.Takes(code)) return pairs.Take(code) is { } letter ? font.Glyph(letter, isWide: true) : null;
        utf8.Clear();
        if (UsesOwn && own.TryGetValue((font, code), out var glyph)) return glyph;
        return font.Glyph(code < 0x80 ? InternationalSets.Letter(country, code) : upper[code - 0x80], isWide: false);
    }

    /// <summary>As at power-on.</summary>
    public void Reset()
    {
        own.Clear();
        pairs.Reset();
        utf8.Clear();
        (upper, country, UsesOwn, IsUtf8) = (CodePages.Table(0)!, 0, false, false);
    }
}
