using System.Globalization;
using System.Text;
using HarfBuzzSharp;
using Pennant.Contract;

namespace Pennant.Receipts.Text;

/// <summary>
/// Makes a stranger's text harmless: nothing invisible, nothing that turns the writing direction, no towers of accents, no stretch of empty paper. Lines end in <c>\n</c>.
/// Nothing is normalised: composed or not, HarfBuzz draws the same.
/// </summary>
internal static class CleanText
{
    /// <summary>Accents over and under one letter. Vietnamese needs two, Hebrew with points and cantillation three or four.</summary>
    private const int AccentsKept = 4;

    /// <summary>All marks and joiners after one letter, which in Burmese and Tibetan are parts of the letter.</summary>
    private const int MarksKept = 8;

    private const int EmptyLinesKept = 3;
    private const int LongestTagSequence = 7;
    private const int BlackFlag = 0x1F3F4;

    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        int accents = 0, marks = 0, tags = LongestTagSequence;
        var previous = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var value = rune.Value;
            if (IsLineEnd(value))
            {
                if (value != '\n' || previous != '\r') EndLine(clean);
                (accents, marks) = (AccentsKept, MarksKept);
            }
            else if (value == '\t') clean.Append("    ");
            else if (value is >= 0xE0020 and <= 0xE007F)
            {
                if (tags++ < LongestTagSequence) clean.Append(rune);
            }
            else if (!IsDropped(rune))
            {
                marks = IsMark(rune) ? marks + 1 : 0;
                accents = marks == 0 ? 0 : IsAccent(rune) ? accents + 1 : accents;
                if (accents <= AccentsKept && marks <= MarksKept) clean.Append(rune);
                tags = value == BlackFlag ? 0 : LongestTagSequence;
            }
            previous = value;
        }
        return clean.ToString();
    }

    /// <summary>Lines of nothing but white space count as empty.</summary>
    private static void EndLine(StringBuilder clean)
    {
        var (ends, blank) = (0, 0);
        for (var i = clean.Length - 1; i >= 0 && char.IsWhiteSpace(clean[i]) && ends <= EmptyLinesKept; i--)
        {
            if (clean[i] == '\n') ends++;
            else if (ends == 0) blank++;
        }
        if (ends <= EmptyLinesKept) clean.Append('\n');
        else clean.Length -= blank;
    }

    private static bool IsLineEnd(int value) => value is '\n' or '\r' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029;

    private static bool IsMark(Rune rune) => rune.Value is 0x200C or 0x200D
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Classes from 200 on stand around a letter, 1 goes through it; the marks of one script have lower ones, and those that are parts of a letter have 0.</summary>
    private static bool IsAccent(Rune rune) => (int)UnicodeFunctions.Default.GetCombiningClass(rune.Value) is 1 or >= 200 || Rune.GetUnicodeCategory(rune) == UnicodeCategory.EnclosingMark;

    /// <summary>Joiners and the two signs that choose between a letter and a picture print nothing themselves, but change what stands beside them.</summary>
    private static bool IsDropped(Rune rune) => rune.Value is not (0x200C or 0x200D or 0xFE0E or 0xFE0F) && Invisible.Is(rune);
}
