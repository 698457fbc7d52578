using System.Collections.Concurrent;
using SkiaSharp;

namespace Pennant.Local.Printer.Drawing;

/// <summary>One of the printer's own fonts: every character in a cell of the same size, Chinese and Japanese ones in two. It lives as long as the program.</summary>
#pragma warning disable CA1001
internal sealed class CellFont
#pragma warning restore CA1001
{
    private static readonly Lock Drawing = new();
    private static readonly SKTypeface Letters = Load(typeof(CellFont), "DejaVuSansMono.ttf");

    /// <summary>The receipts' own, for what is not in the printer's.</summary>
    private static readonly Lazy<SKTypeface>[] Others = [.. new[] { "NotoSansSC-Medium.ttf", "PennantHangul.ttf" }.Select(font => new Lazy<SKTypeface>(() => Load(typeof(Receipts.Raster), font)))];

    private readonly ConcurrentDictionary<(int, bool), Bitmap> drawn = new();
    private readonly int size;

    private CellFont(int width, int height, int size, int ascent) => (Width, Height, this.size, Ascent) = (width, height, size, ascent);

    /// <summary>Font A, 12 by 24 dots.</summary>
    public static CellFont A { get; } = new(12, 24, 20, 19);

    /// <summary>Font B, 9 by 17 dots.</summary>
    public static CellFont B { get; } = new(9, 17, 15, 14);

    public int Width { get; }

    public int Height { get; }

    /// <summary>Rows above the base line.</summary>
    public int Ascent { get; }

    /// <summary>A character that no font has is a box.</summary>
    public Bitmap Glyph(int codePoint, bool isWide = false) => drawn.GetOrAdd((codePoint, isWide), _ =>
    {
        lock (Drawing) return Draw(codePoint, isWide ? 2 * Width : Width);
    });

    private Bitmap Draw(int codePoint, int width)
    {
        if (codePoint is ' ' or 0xA0 or 0xAD or 0x3000 or 0xFFFD) return new Bitmap(width, Height);
        if (width == Width && Letters.GetGlyph(codePoint) is var letter and not 0) return codePoint is >= 0x2500 and <= 0x259F ? Stretched(letter) : Letter(codePoint);
        return Array.Find(Others, font => font.Value.GetGlyph(codePoint) != 0) is { Value: var other } ? Fitted(other, other.GetGlyph(codePoint), width) : Box(width);
    }

    private Bitmap Letter(int codePoint)
    {
        using var font = new SKFont(Letters, size) { Edging = SKFontEdging.Alias, Hinting = SKFontHinting.Full, Subpixel = false };
        return Painted(Width, (canvas, ink) => canvas.DrawText(char.ConvertFromUtf32(codePoint), 0, Ascent, SKTextAlign.Left, font, ink));
    }

    /// <summary>Lines and blocks fill the whole cell, so that neighbours connect.</summary>
    private Bitmap Stretched(ushort glyph)
    {
        using var large = new SKFont(Letters, Letters.UnitsPerEm) { Hinting = SKFontHinting.None };
        using var path = large.GetGlyphPath(glyph);
        var (metrics, across) = (large.Metrics, Width / large.MeasureText([glyph]));
        var down = Height / (metrics.Descent - metrics.Ascent);
        path.Transform(SKMatrix.CreateScaleTranslation(across, down, 0, -metrics.Ascent * down));
        return Painted(Width, (canvas, ink) => canvas.DrawPath(path, ink));
    }

    /// <summary>A character of the other font, as high as the cell and never wider.</summary>
    private Bitmap Fitted(SKTypeface face, ushort glyph, int width)
    {
        const float baseLine = 0.86f;
        using var font = new SKFont(face, Height);
        using var path = font.GetGlyphPath(glyph);
        var advance = font.MeasureText([glyph]);
        var across = Math.Min(1, width / advance);
        path.Transform(SKMatrix.CreateScaleTranslation(across, 1, (width - (advance * across)) / 2, MathF.Round(Height * baseLine)));
        return Painted(width, (canvas, ink) => canvas.DrawPath(path, ink));
    }

    private Bitmap Painted(int width, Action<SKCanvas, SKPaint> paint)
    {
        using var pixels = new SKBitmap(new SKImageInfo(width, Height, SKColorType.Alpha8, SKAlphaType.Premul));
        pixels.Erase(SKColors.Transparent);
        using var canvas = new SKCanvas(pixels);
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        paint(canvas, ink);
        canvas.Flush();
        var (alpha, stride) = (pixels.GetPixelSpan().ToArray(), pixels.RowBytes);
        return Bitmap.Draw(width, Height, (x, y) => alpha[(y * stride) + x] > 127);
    }

    private Bitmap Box(int width) => Bitmap.Draw(width, Height, (x, y) => x >= 1 && x < width - 1 && y >= 3 && y < Ascent && (x == 1 || x == width - 2 || y == 3 || y == Ascent - 1));

    private static SKTypeface Load(Type room, string font)
    {
        using var stream = room.Assembly.GetManifestResourceStream(font) ?? throw new InvalidOperationException($"The font {font} is not in this program.");
        return SKTypeface.FromStream(stream) ?? throw new InvalidOperationException($"The font {font} cannot be read.");
    }
}
