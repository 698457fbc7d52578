using System.Collections.Concurrent;
using SkiaSharp;

namespace Pennant.Local.Printer.Drawing;

/// <summary>One of the printer's own fonts: every character in a cell of the same size.</summary>
internal sealed class CellFont : IDisposable
{
    private static readonly Lock Drawing = new();
    private static readonly SKTypeface Typeface = Load();
    private readonly ConcurrentDictionary<int, Bitmap> drawn = new();
    private readonly SKFont font;

    private CellFont(int width, int height, int size, int ascent)
    {
        (Width, Height, Ascent) = (width, height, ascent);
        font = new SKFont(Typeface, size) { Edging = SKFontEdging.Alias, Hinting = SKFontHinting.Full, Subpixel = false };
    }

    /// <summary>Font A, 12 by 24 dots.</summary>
    public static CellFont A { get; } = new(12, 24, 20, 19);

    /// <summary>Font B, 9 by 17 dots.</summary>
    public static CellFont B { get; } = new(9, 17, 15, 14);

    public int Width { get; }

    public int Height { get; }

    /// <summary>Rows above the base line.</summary>
    public int Ascent { get; }

    /// <summary>A character that the font does not have is a box.</summary>
    public Bitmap Glyph(int codePoint) => drawn.GetOrAdd(codePoint, Draw);

    public void Dispose() => font.Dispose();

    private Bitmap Draw(int codePoint)
    {
        lock (Drawing)
        {
            var glyph = Typeface.GetGlyph(codePoint);
            if (codePoint is ' ' or 0xA0 or 0xFFFD) return new Bitmap(Width, Height);
            if (glyph == 0) return Box();
            return codePoint is >= 0x2500 and <= 0x259F ? Stretched(glyph) : Painted(canvas => canvas.DrawText(char.ConvertFromUtf32(codePoint), 0, Ascent, SKTextAlign.Left, font, Black));
        }
    }

    /// <summary>Lines and blocks fill the whole cell, so that neighbours connect.</summary>
    private Bitmap Stretched(ushort glyph)
    {
        using var large = new SKFont(Typeface, Typeface.UnitsPerEm) { Hinting = SKFontHinting.None };
        using var path = large.GetGlyphPath(glyph);
        var metrics = large.Metrics;
        var fit = SKMatrix.CreateScaleTranslation(Width / large.MeasureText([glyph]), Height / (metrics.Descent - metrics.Ascent), 0, -metrics.Ascent * Height / (metrics.Descent - metrics.Ascent));
        path.Transform(fit);
        return Painted(canvas => canvas.DrawPath(path, Black));
    }

    private static SKPaint Black => new() { Color = SKColors.Black, IsAntialias = false };

    private Bitmap Painted(Action<SKCanvas> paint)
    {
        using var pixels = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Alpha8, SKAlphaType.Premul));
        pixels.Erase(SKColors.Transparent);
        using var canvas = new SKCanvas(pixels);
        paint(canvas);
        canvas.Flush();
        var (alpha, stride) = (pixels.GetPixelSpan().ToArray(), pixels.RowBytes);
        return Bitmap.Draw(Width, Height, (x, y) => alpha[(y * stride) + x] > 127);
    }

    private Bitmap Box() => Bitmap.Draw(Width, Height, (x, y) => x >= 1 && x < Width - 1 && y >= 3 && y < Ascent && (x == 1 || x == Width - 2 || y == 3 || y == Ascent - 1));

    private static SKTypeface Load()
    {
        using var stream = typeof(CellFont).Assembly.GetManifestResourceStream("DejaVuSansMono.ttf") ?? throw new InvalidOperationException("The printer's font is not in this program.");
        return SKTypeface.FromStream(stream);
    }
}
