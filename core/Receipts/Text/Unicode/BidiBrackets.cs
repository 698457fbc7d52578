namespace Pennant.Receipts.Text.Unicode;

/// <summary>Brackets that belong together get one direction, that of what they enclose or of what stands before them: UAX #9, rule N0.</summary>
internal sealed class BidiBrackets(BidiClass[] typed, BidiClass[] classes, int[] codePoints, BidiClass embedding)
{
    /// <summary>BD16: with more open brackets than this, no bracket of the paragraph is treated.</summary>
    private const int Deepest = 63;

    public void Resolve()
    {
        foreach (var (open, close) in Pairs())
            if (Direction(open, close) is { } direction)
            {
                Set(open, direction);
                Set(close, direction);
            }
    }

    /// <summary>In the order of the opening ones.</summary>
    private IEnumerable<(int Open, int Close)> Pairs()
    {
        var pairs = new List<(int Open, int Close)>();
        var waiting = new List<(int Closing, int At)>();
        for (var i = 0; i < classes.Length; i++)
        {
            if (classes[i] != BidiClass.ON) continue;
            if (UnicodeTables.ClosingBracket(codePoints[i]) is > 0 and var closing)
            {
                if (waiting.Count == Deepest) return [];
                waiting.Add((Canonical(closing), i));
                continue;
            }
            var found = waiting.FindLastIndex(w => w.Closing == Canonical(codePoints[i]));
            if (found < 0) continue;
            pairs.Add((waiting[found].At, i));
            waiting.RemoveRange(found, waiting.Count - found);
        }
        return pairs.OrderBy(pair => pair.Open);
    }

    private static int Canonical(int bracket) => bracket == 0x232A ? 0x3009 : bracket;

    private BidiClass? Direction(int open, int close)
    {
        var hasOther = false;
        for (var i = open + 1; i < close; i++)
        {
            if (Strong(i) == embedding) return embedding;
            hasOther |= Strong(i) is not null;
        }
        if (!hasOther) return null;
        for (var i = open - 1; i >= 0; i--)
            if (Strong(i) is { } before) return before;
        return embedding;
    }

    private BidiClass? Strong(int index) => classes[index] switch
    {
        BidiClass.L => BidiClass.L,
        BidiClass.R or BidiClass.EN or BidiClass.AN => BidiClass.R,
        _ => null,
    };

    /// <summary>Marks on a bracket follow it.</summary>
    private void Set(int bracket, BidiClass direction)
    {
        classes[bracket] = direction;
        for (var i = bracket + 1; i < classes.Length && typed[i] == BidiClass.NSM; i++) classes[i] = direction;
    }
}
