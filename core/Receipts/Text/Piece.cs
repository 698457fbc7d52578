using SkiaSharp;

namespace Pennant.Receipts.Text;

/// <summary>Glyphs of one font in a row, from x = 0 on the base line; or, without a font, one box for a character that nobody can draw.</summary>
/// <param name="Width">Dots that the piece takes; a mark that stands on the piece before takes none.</param>
internal sealed record Piece(SizedFace? Face, ushort[] Glyphs, SKPoint[] Points, int Width)
{
    /// <summary>Even: read from left to right; odd: from right to left.</summary>
    public byte Level { get; init; }

    /// <summary>Dots of ink above the base line.</summary>
    public int Above { get; init; }

    /// <summary>Dots of ink below the base line.</summary>
    public int Below { get; init; }

    /// <summary>The same glyphs, so many dots further to the right and further down.</summary>
    public Piece MovedBy(int right, int down) => this with
    {
        Points = Array.ConvertAll(Points, p => new SKPoint(p.X + right, p.Y + down)),
        Above = Above - down,
        Below = Below + down,
    };
}
