namespace Pennant.Receipts.Text.Unicode;

/// <summary>
/// The Unicode bidirectional algorithm (UAX #9) for one paragraph without explicit controls, of which <see cref="CleanText"/> lets none pass: the whole paragraph is
/// one isolating run. An even level is read from left to right, an odd one from right to left.
/// </summary>
internal static class Bidi
{
    /// <returns>1 when the first strong character is one of a right-to-left script, else 0 (P2, P3).</returns>
    public static byte BaseLevel(ReadOnlySpan<BidiClass> classes)
    {
        var first = classes.IndexOfAny(BidiClass.L, BidiClass.R, BidiClass.AL);
        return (byte)(first >= 0 && classes[first] != BidiClass.L ? 1 : 0);
    }

    /// <returns>A level for each UTF-16 unit, and that of the paragraph.</returns>
    public static (byte[] Levels, byte BaseLevel) Of(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        var classes = Array.ConvertAll(runes, rune => UnicodeTables.Bidi(rune.Value));
        var level = BaseLevel(classes);
        var levels = new byte[text.Length];
        if (level == 0 && classes.AsSpan().IndexOfAny(BidiClass.R, BidiClass.AL, BidiClass.AN) < 0) return (levels, 0);
        var resolved = Levels(classes, Array.ConvertAll(runes, rune => rune.Value), level);
        for (int i = 0, at = 0; i < runes.Length; at += runes[i++].Utf16SequenceLength)
            levels.AsSpan(at, runes[i].Utf16SequenceLength).Fill(resolved[i]);
        return (levels, level);
    }

    /// <param name="codePoints">For the brackets; the same number as classes.</param>
    /// <returns>A level for each, white space at the end being reset (L1).</returns>
    public static byte[] Levels(ReadOnlySpan<BidiClass> classes, ReadOnlySpan<int> codePoints, byte baseLevel)
    {
        var kept = Kept(classes);
        var run = new BidiRun(kept.Count, baseLevel);
        for (var i = 0; i < kept.Count; i++) run.Set(i, classes[kept[i]], codePoints[kept[i]]);
        run.Resolve();
        var levels = new byte[classes.Length];
        for (int i = 0, next = 0; i < levels.Length; i++)
            levels[i] = next < kept.Count && kept[next] == i ? run.Level(next++) : i > 0 ? levels[i - 1] : baseLevel;
        Reset(levels, classes, baseLevel);
        return levels;
    }

    /// <summary>X9: what has no say of its own is left out and gets the level of what stands before it.</summary>
    private static List<int> Kept(ReadOnlySpan<BidiClass> classes)
    {
        var kept = new List<int>(classes.Length);
        for (var i = 0; i < classes.Length; i++)
            if (classes[i] != BidiClass.BN) kept.Add(i);
        return kept;
    }

    private static void Reset(byte[] levels, ReadOnlySpan<BidiClass> classes, byte baseLevel)
    {
        var isBlank = true;
        for (var i = levels.Length - 1; i >= 0; i--)
        {
            if (classes[i] is BidiClass.B or BidiClass.S) isBlank = true;
            else if (classes[i] is not (BidiClass.WS or BidiClass.BN)) isBlank = false;
            if (isBlank) levels[i] = baseLevel;
        }
    }
}
