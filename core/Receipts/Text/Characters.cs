using System.Globalization;
using System.Text;
using HarfBuzzSharp;

namespace Pennant.Receipts.Text;

/// <summary>Cuts text into what a reader takes for characters: Unicode's grapheme clusters (UAX #29), conjuncts kept whole.</summary>
internal static class Characters
{
    /// <summary>Nobody stacks more letters; a stranger might.</summary>
    private const int LongestConjunct = 6;

    /// <returns>Lengths in UTF-16 units, which together are the whole text.</returns>
    public static IEnumerable<int> Lengths(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, start);
            for (var joined = 1; joined < LongestConjunct && start + length < text.Length && IsJoined(text, start + length); joined++)
                length += StringInfo.GetNextTextElementLength(text, start + length);
            yield return length;
            start += length;
        }
    }

    private static bool IsJoined(string text, int at)
    {
        if (text[at] < 0x900 || text[at - 1] < 0x900) return false;
        var next = Rune.GetRuneAt(text, at);
        return IsMark(next) || (Rune.IsLetter(next) && EndsInVirama(text.AsSpan(0, at)));
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpacingCombiningMark or UnicodeCategory.NonSpacingMark;

    /// <summary>Thai's phinthu has a virama's class and joins nothing.</summary>
    private static bool EndsInVirama(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd("\u200C\u200D");
        return Rune.DecodeLastFromUtf16(text, out var last, out _) == System.Buffers.OperationStatus.Done
            && last.Value != 0x0E3A && UnicodeFunctions.Default.GetCombiningClass(last.Value) == UnicodeCombiningClass.Virama;
    }
}
