namespace Pennant.Receipts.Text.Unicode;

/// <summary>The characters of one paragraph while their directions are found out: UAX #9, rules W1 to W7, N0 to N2, I1 and I2.</summary>
internal sealed class BidiRun(int length, byte baseLevel)
{
    private readonly BidiClass[] typed = new BidiClass[length];
    private readonly BidiClass[] classes = new BidiClass[length];
    private readonly int[] codePoints = new int[length];
    private readonly BidiClass embedding = baseLevel % 2 == 0 ? BidiClass.L : BidiClass.R;

    public void Set(int index, BidiClass value, int codePoint) => (typed[index], classes[index], codePoints[index]) = (value, value, codePoint);

    public byte Level(int index) => (byte)(baseLevel + (classes[index], baseLevel % 2) switch
    {
        (BidiClass.R, 0) => 1,
        (BidiClass.AN or BidiClass.EN, 0) => 2,
        (BidiClass.L or BidiClass.EN or BidiClass.AN, 1) => 1,
        _ => 0,
    });

    public void Resolve()
    {
        ResolveMarksAndNumbers();
        ResolveNumberSigns();
        new BidiBrackets(typed, classes, codePoints, embedding).Resolve();
        ResolveNeutrals();
    }

    /// <summary>W1 to W3.</summary>
    private void ResolveMarksAndNumbers()
    {
        var (before, strong) = (embedding, embedding);
        for (var i = 0; i < length; i++)
        {
            if (classes[i] == BidiClass.NSM) classes[i] = before;
            before = classes[i];
            if (classes[i] is BidiClass.L or BidiClass.R or BidiClass.AL) strong = classes[i];
            if (classes[i] == BidiClass.EN && strong == BidiClass.AL) classes[i] = BidiClass.AN;
        }
        classes.AsSpan().Replace(BidiClass.AL, BidiClass.R);
    }

    /// <summary>W4 to W7.</summary>
    private void ResolveNumberSigns()
    {
        for (var i = 1; i + 1 < length; i++)
            if (classes[i - 1] == classes[i + 1] && (classes[i], classes[i - 1]) is (BidiClass.ES, BidiClass.EN) or (BidiClass.CS, BidiClass.EN or BidiClass.AN))
                classes[i] = classes[i - 1];
        for (var i = 0; i < length; i++)
        {
            if (classes[i] != BidiClass.ET) continue;
            var end = i;
            while (end < length && classes[end] == BidiClass.ET) end++;
            if ((i > 0 && classes[i - 1] == BidiClass.EN) || (end < length && classes[end] == BidiClass.EN)) classes.AsSpan(i, end - i).Fill(BidiClass.EN);
            i = end - 1;
        }
        var strong = embedding;
        for (var i = 0; i < length; i++)
        {
            if (classes[i] is BidiClass.ES or BidiClass.ET or BidiClass.CS) classes[i] = BidiClass.ON;
            if (classes[i] is BidiClass.L or BidiClass.R) strong = classes[i];
            if (classes[i] == BidiClass.EN && strong == BidiClass.L) classes[i] = BidiClass.L;
        }
    }

    /// <summary>N1 and N2: what stands between two of one direction takes it, anything else takes the paragraph's.</summary>
    private void ResolveNeutrals()
    {
        for (var i = 0; i < length; i++)
        {
            if (!IsNeutral(classes[i])) continue;
            var end = i;
            while (end < length && IsNeutral(classes[end])) end++;
            var before = i > 0 ? Strong(classes[i - 1]) : embedding;
            var after = end < length ? Strong(classes[end]) : embedding;
            classes.AsSpan(i, end - i).Fill(before == after ? before : embedding);
            i = end - 1;
        }
    }

    private static bool IsNeutral(BidiClass value) => value is BidiClass.B or BidiClass.S or BidiClass.WS or BidiClass.ON;

    private static BidiClass Strong(BidiClass value) => value is BidiClass.EN or BidiClass.AN ? BidiClass.R : value;
}
