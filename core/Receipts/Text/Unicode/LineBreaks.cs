using System.Text;

namespace Pennant.Receipts.Text.Unicode;

/// <summary>Where a line may end, by UAX #14 of Unicode 15.0, numbers as in its section 8.2, example 7.</summary>
internal static class LineBreaks
{
    /// <returns>For each UTF-16 unit whether a line may end before it. Not before the first.</returns>
    public static bool[] Before(string text)
    {
        var breaks = new bool[text.Length];
        var state = new LineBreakState();
        var at = 0;
        for (; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var units);
            var next = at + units < text.Length && Rune.DecodeFromUtf16(text.AsSpan(at + units), out var following, out _) == System.Buffers.OperationStatus.Done ? UnicodeTables.Line(following.Value) : LineClass.BK;
            var value = UnicodeTables.Line(rune.Value);
            breaks[at] = at > 0 && state.MayBreakBefore(value, next);
            state.Take(value);
            at += units;
        }
        return breaks;
    }
}
