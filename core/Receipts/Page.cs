using Pennant.Contract;
using Pennant.Receipts.Text;
using SkiaSharp;

namespace Pennant.Receipts;

/// <summary>A receipt while it grows downwards; then its dots. Lengths and places are in dots between the margins.</summary>
internal sealed class Page(PrinterProfile profile, int margin)
{
    private readonly List<(Piece Piece, int X, int Baseline, int Size)> pieces = [];
    private readonly List<SKRectI> blocks = [];
    private readonly List<(Raster Picture, int X, int Y)> pictures = [];
    private readonly List<(int Y, int Height)> inverted = [];

    /// <summary>Lines of most scripts leave this much free above their ink.</summary>
    private const int TouchingDots = 2;

    private readonly int longest = profile.Dots(Limits.PaperMillimetres);

    /// <summary>Dots between the margins.</summary>
    public int Width => profile.WidthDots - (2 * margin);

    public int Height { get; private set; }

    /// <summary>Negative when the receipt is longer than one message may be.</summary>
    public int RowsLeft => longest - Height;

    public static int LineHeight(int size) => size * 5 / 4;

    /// <summary>Dots from the top of a line that stands alone to its base line: more than the size in scripts that are taller.</summary>
    public static int Baseline(Line line, int size) => Math.Max(size, line.Above);

    public void Space(int dots) => Height += dots;

    public void Add(Line line, int size, int left)
    {
        var baseline = Baseline(line, size);
        Place(line, size, left, baseline);
        Height += baseline + Math.Max(LineHeight(size) - size, line.Below - TouchingDots);
    }

    /// <summary>Beside what comes next.</summary>
    /// <param name="baseline">Dots below the page's end.</param>
    public void Place(Line line, int size, int left, int baseline)
    {
        var x = margin + left;
        foreach (var piece in line.Pieces)
        {
            pieces.Add((piece, x, Height + baseline, size));
            x += piece.Width;
        }
    }

    public void Add(Raster picture, int left)
    {
        Place(picture, left, Height);
        Height += picture.Height;
    }

    public void Place(Raster picture, int left, int top) => pictures.Add((picture, margin + left, top));

    /// <summary>Across the paper but for <paramref name="inset"/> dots on the side where reading begins.</summary>
    public void AddRule(int thickness, int inset = 0, bool isFromRight = false)
    {
        blocks.Add(SKRectI.Create(margin + (isFromRight ? 0 : inset), Height, Width - inset, thickness));
        Height += thickness;
    }

    /// <summary>A finer one.</summary>
    public void AddDots(int thickness)
    {
        for (var x = 0; x + thickness <= Width; x += 3 * thickness) blocks.Add(SKRectI.Create(margin + x, Height, thickness, thickness));
        Height += thickness;
    }

    /// <summary>Upright, from <paramref name="top"/> to the page's end.</summary>
    public void AddBar(int inset, int top, int thickness, bool isFromRight) =>
        blocks.Add(SKRectI.Create(margin + (isFromRight ? Width - inset - thickness : inset), top, thickness, Height - top));

    /// <summary>White on black.</summary>
    public void Invert(int top, int height) => inverted.Add((top, height));

    public Raster Draw()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(profile.WidthDots, Height, SKColorType.Alpha8, SKAlphaType.Premul));
        bitmap.Erase(SKColors.Transparent);
        using var canvas = new SKCanvas(bitmap);
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        DrawText(canvas, ink);
        canvas.Flush();
        var raster = Dots.FromAlpha(bitmap.GetPixelSpan(), bitmap.Width, bitmap.Height, bitmap.RowBytes);
        foreach (var block in blocks) Dots.Fill(raster, block.Left, block.Top, block.Width, block.Height);
        foreach (var (picture, x, y) in pictures) Dots.Copy(picture, raster, x, y);
        foreach (var (y, height) in inverted) Dots.Invert(raster, margin, y, Width, height);
        RealTime.Break(raster.Bits);
        return raster;
    }

    private void DrawText(SKCanvas canvas, SKPaint ink)
    {
        using var text = new SKTextBlobBuilder();
        foreach (var (piece, x, baseline, size) in pieces)
        {
            if (piece.Face is null) DrawBox(canvas, x, baseline, size, piece.Width);
            else if (piece.Glyphs.Length > 0) text.AddPositionedRun(piece.Glyphs, piece.Face.Drawing, Array.ConvertAll(piece.Points, p => new SKPoint(p.X + x, p.Y + baseline)));
        }
        using var blob = text.Build();
        if (blob is not null) canvas.DrawText(blob, 0, 0, ink);
    }

    private static void DrawBox(SKCanvas canvas, int x, int baseline, int size, int width)
    {
        using var frame = new SKPaint { Color = SKColors.Black, IsAntialias = false, Style = SKPaintStyle.Stroke, StrokeWidth = 2 };
        canvas.DrawRect(SKRect.Create(x + 2, baseline - (size * 3 / 4), width - 4, size * 3 / 4), frame);
    }
}
