namespace Pennant.Receipts.Text;

/// <summary>Fills lines with as many words as fit, and puts what stands on a line in the order in which it is seen.</summary>
internal sealed class LineFiller(Shaper shaper, int size, int width)
{
    /// <summary>One line at least, even when it is empty. A word that is wider than the paper is cut.</summary>
    public IEnumerable<Line> Fill(IEnumerable<Span> spans)
    {
        var line = new List<Word>();
        var used = 0;
        var isFirst = true;
        var text = Typed.Of([.. spans]);
        foreach (var word in Words.Split(text).SelectMany(segment => Shaped(text, segment)))
        {
            if (used + word.Width > width && !word.IsSpace && line.Count > 0)
            {
                yield return Finished(line, text.IsFromRight);
                (line, used, isFirst) = ([], 0, false);
            }
            if (word.IsSpace && line.Count == 0 && !isFirst) continue;
            line.Add(word);
            used += word.Width;
        }
        yield return Finished(line, text.IsFromRight);
    }

    private IEnumerable<Word> Shaped(Typed text, Segment segment)
    {
        var whole = shaper.Shape(text, segment, size);
        return whole.Width <= width || segment.IsSpace ? [whole] : Cut(text, segment);
    }

    private IEnumerable<Word> Cut(Typed text, Segment segment)
    {
        for (var (start, end) = (segment.First, segment.First + segment.Count); start < end;)
        {
            var part = Longest(text, start, end - start, out var count);
            if (part.Width > width && count == 1 && text.Clusters[start] is { Length: > 1 } cluster)
            {
                // Joiners can make one character out of any number of pictures.
                var before = text.Clusters.Length;
                text = text.TakenApart(start);
                end += text.Clusters.Length - before;
                if (text.Clusters[start].Length < cluster.Length) continue;
            }
            if (part.Width > width && count == 1) part = Shaper.Unknown(text.Clusters[start], size);
            var better = count < end - start ? AfterSign(text, start, count) : count;
            if (better < count) part = shaper.Shape(text, new Segment(start, count = better, false), size);
            yield return part;
            start += count;
        }
    }

    /// <summary>An address is rather cut after one of its signs, if that does not cost half the line.</summary>
    private static int AfterSign(Typed text, int start, int count)
    {
        for (var fewer = count; fewer > count / 2; fewer--)
            if (text[start + fewer - 1] is "." or "@" or "_" or "&" or "=" or "?" or "," or ":" or "\\" or "+") return fewer;
        return count;
    }

    /// <summary>As many clusters as fit, one at least: doubled until they do not fit, then halved in between.</summary>
    private Word Longest(Typed text, int start, int available, out int count)
    {
        var part = shaper.Shape(text, new Segment(start, 1, false), size);
        (count, var tooMany) = (1, available + 1);
        for (var next = Math.Min(2, available); part.Width <= width && next > count; next = tooMany > available ? Math.Min(count * 2, available) : (count + tooMany) / 2)
        {
            var longer = shaper.Shape(text, new Segment(start, next, false), size);
            if (longer.Width <= width) (part, count) = (longer, next);
            else tooMany = next;
        }
        return part;
    }

    private Line Finished(List<Word> words, bool isFromRight)
    {
        while (words.Count > 0 && words[^1].IsSpace) words.RemoveAt(words.Count - 1);
        var used = words.Sum(w => w.Width);
        var pieces = VisualOrder.Of(words.SelectMany(w => w.Pieces));
        return new Line(pieces, isFromRight ? width - used : 0)
        {
            Width = used,
            IsFromRight = isFromRight,
            Above = pieces.Length == 0 ? 0 : pieces.Max(p => p.Above),
            Below = pieces.Length == 0 ? 0 : pieces.Max(p => p.Below),
        };
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

    /// <summary>Dots of ink above the base line: more than the size where marks stand on top of each other.</summary>
    public int Above { get; init; }

    /// <summary>Dots of ink below the base line.</summary>
    public int Below { get; init; }
}
