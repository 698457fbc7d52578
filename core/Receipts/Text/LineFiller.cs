namespace Pennant.Receipts.Text;

/// <summary>Fills lines with as many words as fit, and puts the words of a line in the order in which they are seen.</summary>
internal sealed class LineFiller(Shaper shaper, int size, int width)
{
    /// <summary>One line at least, even when it is empty. A word that is wider than the paper is cut.</summary>
    public IEnumerable<Line> Fill(IEnumerable<Span> spans)
    {
        var line = new List<Word>();
        var used = 0;
        var paragraph = Direction.Neutral;
        var isFirst = true;
        foreach (var word in Words.Split(spans).SelectMany(w => Shaped(w.Clusters, w.IsSpace)))
        {
            if (paragraph == Direction.Neutral) paragraph = word.Direction;
            if (used + word.Width > width && !word.IsSpace && line.Count > 0)
            {
                yield return Finished(line, paragraph);
                (line, used, isFirst) = ([], 0, false);
            }
            if (word.IsSpace && line.Count == 0 && !isFirst) continue;
            line.Add(word);
            used += word.Width;
        }
        yield return Finished(line, paragraph);
    }

    private IEnumerable<Word> Shaped(Cluster[] clusters, bool isSpace)
    {
        var whole = shaper.Shape(clusters, size, isSpace);
        return whole.Width <= width ? [whole] : Cut([.. clusters.SelectMany(Narrow)], isSpace);
    }

    /// <summary>Joiners can make one character out of any number of pictures: what is wider than the paper is taken apart.</summary>
    private IEnumerable<Cluster> Narrow(Cluster cluster) =>
        shaper.Shape([cluster], size, isSpace: false).Width <= width ? [cluster] : cluster.Text.EnumerateRunes().Select(rune => cluster with { Text = rune.ToString() });

    private IEnumerable<Word> Cut(Cluster[] clusters, bool isSpace)
    {
        for (var start = 0; start < clusters.Length;)
        {
            var count = 1;
            var part = shaper.Shape(clusters.AsSpan(start, count), size, isSpace);
            while (start + count < clusters.Length && shaper.Shape(clusters.AsSpan(start, count + 1), size, isSpace) is { } longer && longer.Width <= width)
                (part, count) = (longer, count + 1);
            yield return part;
            start += count;
        }
    }

    private Line Finished(List<Word> words, Direction paragraph)
    {
        while (words.Count > 0 && words[^1].IsSpace) words.RemoveAt(words.Count - 1);
        var used = words.Sum(w => w.Width);
        var fromRight = paragraph == Direction.RightToLeft;
        return new Line([.. VisualOrder.Of(words, fromRight).SelectMany(w => w.Pieces)], fromRight ? width - used : 0) { Width = used, IsFromRight = fromRight };
    }
}

/// <param name="Pieces">Leftmost first.</param>
/// <param name="Left">Dots between the text's left border and the first piece.</param>
internal sealed record Line(IReadOnlyList<Piece> Pieces, int Left)
{
    /// <summary>Dots of all pieces together.</summary>
    public int Width { get; init; }

    /// <summary>The paragraph is read from right to left.</summary>
    public bool IsFromRight { get; init; }
}
