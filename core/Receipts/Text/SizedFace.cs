using HarfBuzzSharp;
using SkiaSharp;

namespace Pennant.Receipts.Text;

#pragma warning disable CA1001 // It lives as long as the program.
/// <summary>A font at one size, in dots. Positions are whole dots, so that equal letters look equal.</summary>
internal sealed class SizedFace
#pragma warning restore CA1001
{
    private const int UnitsPerDot = 64;
    private readonly Font shaping;
    private readonly Weight weight;
    private readonly Dictionary<ushort, Glyph> glyphs = [];

    public SizedFace(SKTypeface typeface, HarfBuzzSharp.Face shapingFace, int pixels, Weight weight)
    {
        this.weight = weight;
        Drawing = new SKFont(typeface, pixels) { Edging = SKFontEdging.Alias, Hinting = SKFontHinting.Full, Subpixel = false, Embolden = weight != Weight.Regular };
        shaping = new Font(shapingFace);
        shaping.SetScale(pixels * UnitsPerDot, pixels * UnitsPerDot);
        shaping.SetFunctionsOpenType();
    }

    public SKFont Drawing { get; }

    /// <summary>Turns the text in <paramref name="buffer"/> into glyphs, leftmost first, starting at 0.</summary>
    public Piece Shape(HarfBuzzSharp.Buffer buffer, byte level)
    {
        shaping.Shape(buffer);
        var infos = buffer.GetGlyphInfoSpan();
        var places = buffer.GetGlyphPositionSpan();
        var drawn = new ushort[infos.Length];
        var points = new SKPoint[infos.Length];
        int x = 0, above = 0, below = 0;
        for (var i = 0; i < infos.Length; i++)
        {
            drawn[i] = (ushort)infos[i].Codepoint;
            var glyph = GlyphOf(drawn[i]);
            var y = -Rounded(places[i].YOffset);
            points[i] = new SKPoint(x + Rounded(places[i].XOffset), y);
            above = Math.Max(above, -glyph.Ink.Top - y);
            below = Math.Max(below, glyph.Ink.Bottom + y);
            x += Advance(glyph, places[i].XAdvance);
        }
        if (weight == Weight.Bold) (drawn, points) = ([.. drawn, .. drawn], [.. points, .. Array.ConvertAll(points, p => new SKPoint(p.X + 1, p.Y))]);
        return new Piece(this, drawn, points, x) { Level = level, Above = above, Below = below };
    }

    /// <summary>What a piece blackens, in dots; y grows downwards from the base line.</summary>
    public SKRectI Ink(Piece piece)
    {
        var ink = SKRectI.Empty;
        for (var i = 0; i < piece.Glyphs.Length; i++)
        {
            var glyph = GlyphOf(piece.Glyphs[i]).Ink;
            glyph.Offset((int)piece.Points[i].X, (int)piece.Points[i].Y);
            ink = i == 0 ? glyph : SKRectI.Union(ink, glyph);
        }
        return ink;
    }

    /// <summary>The width that the hinted glyph has in whole dots, and what shaping adds (kerning) or takes (a mark has none).</summary>
    private static int Advance(Glyph glyph, int shaped) => shaped == 0 ? 0 : glyph.Width + Rounded(shaped - glyph.Unhinted);

    private Glyph GlyphOf(ushort id)
    {
        if (glyphs.TryGetValue(id, out var known)) return known;
        Span<float> width = stackalloc float[1];
        Span<SKRect> ink = stackalloc SKRect[1];
        Drawing.GetGlyphWidths([id], width, ink);
        return glyphs[id] = new Glyph((int)MathF.Round(width[0]), shaping.GetHorizontalGlyphAdvance(id), SKRectI.Ceiling(ink[0], outwards: true));
    }

    private static int Rounded(int units) => (units + (UnitsPerDot / 2)) >> 6;

    /// <param name="Width">In dots, as hinted.</param>
    /// <param name="Unhinted">In HarfBuzz's units.</param>
    /// <param name="Ink">In dots; y grows downwards from the base line.</param>
    private readonly record struct Glyph(int Width, int Unhinted, SKRectI Ink);
}
