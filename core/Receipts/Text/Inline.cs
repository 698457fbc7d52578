using System.Globalization;
using System.Text;

namespace Pennant.Receipts.Text;

/// <summary>Signs inside a line: <c>**bold**</c>, and <c>\**</c> for two stars.</summary>
internal static class Inline
{
    private const string Stars = "**";

    public static List<Span> Spans(string line, bool alwaysBold)
    {
        var spans = new List<Span>();
        var text = new StringBuilder();
        for (var i = 0; i < line.Length;)
        {
            if (IsAt(line, i, "\\" + Stars))
            {
                text.Append(Stars);
                i += 3;
            }
            else if (IsAt(line, i, "\\\\" + Stars))
            {
                text.Append('\\');
                i += 2;
            }
            else if (Opens(line, i) && Close(line, i + Stars.Length) is { } close)
            {
                Flush(alwaysBold);
                text.Append(line, i + Stars.Length, close - i - Stars.Length).Replace("\\" + Stars, Stars);
                Flush(true);
                i = close + Stars.Length;
            }
            else text.Append(line[i++]);
        }
        Flush(alwaysBold);
        return spans;

        void Flush(bool isBold)
        {
            if (text.Length > 0) spans.Add(new Span(text.ToString(), isBold));
            text.Clear();
        }
    }

    /// <summary>Opening stars stand before a word and not inside one, so that <c>2 ** 3</c> and <c>2**3</c> stay as typed.</summary>
    private static bool Opens(string line, int at) =>
        IsAt(line, at, Stars) && at + Stars.Length < line.Length && !char.IsWhiteSpace(line[at + Stars.Length]) && line[at + Stars.Length] != '*' && !(at > 0 && IsInWord(line[at - 1]));

    private static int? Close(string line, int start)
    {
        for (var at = start + 1; at + Stars.Length <= line.Length; at++)
            if (IsAt(line, at, Stars) && !char.IsWhiteSpace(line[at - 1]) && line[at - 1] != '\\' && !(at + Stars.Length < line.Length && IsInWord(line[at + Stars.Length]))) return at;
        return null;
    }

    /// <summary>Of a script that has spaces between words: in the others, bold stands in the middle of a line of letters.</summary>
    private static bool IsInWord(char character) =>
        char.GetUnicodeCategory(character) is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.DecimalDigitNumber;

    private static bool IsAt(string line, int at, string sign) => string.CompareOrdinal(line, at, sign, 0, sign.Length) == 0;
}
