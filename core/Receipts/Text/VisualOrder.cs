namespace Pennant.Receipts.Text;

/// <summary>Left-to-right and right-to-left on one line: UAX #9, rule L2. What is read from right to left stands in that order inside each piece already.</summary>
internal static class VisualOrder
{
    /// <param name="pieces">In the order of reading.</param>
    /// <returns>Leftmost first.</returns>
    public static Piece[] Of(IEnumerable<Piece> pieces)
    {
        var ordered = pieces.ToArray();
        var highest = ordered.Length == 0 ? 0 : ordered.Max(p => p.Level);
        for (var level = highest; level > 0; level--)
            for (var first = 0; first < ordered.Length; first++)
            {
                var end = first;
                while (end < ordered.Length && ordered[end].Level >= level) end++;
                if (end > first) Array.Reverse(ordered, first, end - first);
                first = end;
            }
        return ordered;
    }
}
