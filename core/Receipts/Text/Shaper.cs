using HarfBuzzSharp;
using SkiaSharp;

namespace Pennant.Receipts.Text;

/// <summary>A shaped word, or the space between two.</summary>
/// <param name="Pieces">In the order of reading.</param>
internal sealed record Word(IReadOnlyList<Piece> Pieces, int Width, bool IsSpace);

#pragma warning disable CA1001 // It lives as long as the program.
/// <summary>Shapes runs of one font, script and direction. Not for use by two threads at a time.</summary>
internal sealed class Shaper
#pragma warning restore CA1001
{
    /// <summary>Pictures need a little more room than letters to be told apart in one colour.</summary>
    private const int PictureEighths = 9;

    private static readonly Language Undetermined = new("und");
    private readonly Faces faces = new();
    private readonly HarfBuzzSharp.Buffer buffer = new();

    /// <param name="size">Height of the em, in dots.</param>
    public Word Shape(Typed text, Segment segment, int size)
    {
        var pieces = new List<Piece>(1);
        var chosen = faces.Of(text, segment);
        for (int i = 0, end; i < segment.Count; i = end)
        {
            end = i + 1;
            var first = text.Clusters[segment.First + i];
            if (chosen[i] is not { } face)
            {
                Apart(text, first, size, pieces);
                continue;
            }
            while (end < segment.Count && chosen[end] == face && IsAlike(text.Clusters[segment.First + end], first)) end++;
            var last = text.Clusters[segment.First + end - 1];
            pieces.Add(Run(face, text.Text, first, last.Start + last.Length - first.Start, size));
        }
        return new Word(pieces, pieces.Sum(p => p.Width), segment.IsSpace);
    }

    /// <summary>A box in place of a character that cannot be drawn, or not on this paper.</summary>
    public static Word Unknown(Cluster cluster, int size) => new([Box(size, cluster.Level)], Box(size, cluster.Level).Width, IsSpace: false);

    private static bool IsAlike(Cluster one, Cluster other) => one.Level == other.Level && one.Script == other.Script;

    /// <param name="text">The whole paragraph: letters join across the ends of a run.</param>
    private Piece Run(Face face, string text, Cluster first, int length, int size)
    {
        buffer.ClearContents();
        buffer.AddUtf16(text, first.Start, length);
        buffer.Language = Undetermined;
        buffer.Script = face == faces.Pictures ? Script.Common : first.Script;
        buffer.Direction = first.Level % 2 == 0 ? Direction.LeftToRight : Direction.RightToLeft;
        return face.At(face == faces.Pictures ? size * PictureEighths / 8 : size).Shape(buffer, first.Level);
    }

    /// <summary>No font has the letter and its marks together: each is drawn by one that has it, the marks in the middle, clear of the letter. What nobody has is a box.</summary>
    private void Apart(Typed text, Cluster cluster, int size, List<Piece> pieces)
    {
        Piece? letter = null;
        for (int at = cluster.Start, length; at < cluster.Start + cluster.Length; at += length)
        {
            length = char.IsHighSurrogate(text.Text[at]) ? 2 : 1;
            var rune = cluster with { Start = at, Length = length };
            var script = Scripts.Of(text.Text.AsSpan(at, length));
            if (script != Script.Common) rune = rune with { Script = script };
            var piece = faces.Of(text.Text.AsSpan(at, length), rune.Script, cluster.IsBold) is { } face ? Run(face, text.Text, rune, length, size) : Box(size, cluster.Level);
            if (letter is null || piece.Width > 0 || piece.Face is null) letter = piece;
            else piece = OnTopOf(letter, piece, piece.Face.Ink(piece));
            pieces.Add(piece);
        }
    }

    private static Piece OnTopOf(Piece letter, Piece mark, SKRectI ink)
    {
        var middle = (mark.Level % 2 == 0 ? -letter.Width : letter.Width) / 2;
        var down = ink.Bottom < 0 ? Math.Min(0, -letter.Above - ink.Bottom) : ink.Top >= 0 ? Math.Max(0, letter.Below - ink.Top) : 0;
        return mark.MovedBy(middle - ((ink.Left + ink.Right) / 2), down);
    }

    private static Piece Box(int size, byte level) => new(null, [], [], size * 2 / 3) { Level = level, Above = size * 3 / 4 };
}
