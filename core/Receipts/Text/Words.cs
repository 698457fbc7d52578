namespace Pennant.Receipts.Text;

/// <summary>Clusters between two places where a line may end.</summary>
/// <param name="IsSpace">White space, which takes no room at the end of a line.</param>
internal readonly record struct Segment(int First, int Count, bool IsSpace);

/// <summary>Cuts a paragraph where a line may end.</summary>
internal static class Words
{
    /// <summary>Words and the spaces between them, in order; together they are the whole paragraph.</summary>
    public static IEnumerable<Segment> Split(Typed text)
    {
        for (var first = 0; first < text.Clusters.Length;)
        {
            var end = first + 1;
            while (end < text.Clusters.Length && !text.MayBreakBefore(end)) end++;
            var ink = end;
            while (ink > first && text.IsSpace(ink - 1)) ink--;
            if (ink > first) yield return new Segment(first, ink - first, IsSpace: false);
            if (end > ink) yield return new Segment(ink, end - ink, IsSpace: true);
            first = end;
        }
    }
}
