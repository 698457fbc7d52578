namespace Pennant.Receipts.Text;

/// <summary>The few signs at the ends of a line that mean something; docs/writing.md lists them. Anything else is printed as typed, and so is a line whose sign has a <c>\</c> in front.</summary>
internal static class Markup
{
    /// <summary>Deeper quotes and lists would leave no room on the paper.</summary>
    public const int MostNested = 2;

    private const char Escape = '\\';

    /// <param name="text">Clean, with <c>\n</c> between lines. Empty lines at both ends are left out.</param>
    public static IEnumerable<Paragraph> Parse(string text)
    {
        var isQuoted = false;
        foreach (var typed in text.Trim('\n').Split('\n'))
        {
            var paragraph = Line(typed.TrimEnd(), isQuoted);
            isQuoted = paragraph.Quotes > 0;
            yield return paragraph;
        }
    }

    private static Paragraph Line(string line, bool afterQuote)
    {
        if (afterQuote && line.Trim() is ">") return Plain("") with { Quotes = 1 };
        var (quotes, rest) = (0, line);
        while (quotes < MostNested && Quoted(rest) is { } inner) (quotes, rest) = (quotes + 1, inner);
        return (Sign(rest) ?? Plain(Unescaped(rest))) with { Quotes = quotes };
    }

    private static string? Quoted(string line) =>
        Flush(line) is { } text && text.StartsWith("> ", StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(text[2..]) ? text[2..] : null;

    /// <returns>Null for a line without any sign.</returns>
    private static Paragraph? Sign(string line)
    {
        if (Flush(line) is { } text)
        {
            if (IsRule(text)) return new Paragraph(ParagraphKind.Rule, []);
            if (CodeIn(text) is { } code) return new Paragraph(ParagraphKind.Code, [new Span(text, false)]) { Code = code };
            if (Centred(text) is { } middle) return (Heading(middle) ?? Plain(middle)) with { IsCentred = true };
            if (Heading(text) is { } heading) return heading;
        }
        return ListItem.Read(line);
    }

    private static Paragraph? Heading(string text)
    {
        var level = text.AsSpan().IndexOfAnyExcept('#');
        if (level is < 1 or > 3 || text[level] != ' ') return null;
        var words = text[level..].Trim();
        var middle = Centred(words);
        var spans = Inline.Spans(middle ?? words, alwaysBold: true);
        return new Paragraph(level == 1 ? ParagraphKind.Heading : ParagraphKind.Subheading, spans) { IsCentred = middle is not null };
    }

    private static string? Centred(string text) =>
        text.Length > 4 && text.StartsWith("->", StringComparison.Ordinal) && text.EndsWith("<-", StringComparison.Ordinal) && text[2..^2].Trim() is { Length: > 0 } middle ? middle : null;

    private static bool IsRule(string text) => text.Length >= 3 && text.AsSpan().IndexOfAnyExcept('-') < 0;

    private static string? CodeIn(string text) =>
        text.StartsWith("[qr:", StringComparison.OrdinalIgnoreCase) && text.EndsWith(']') && text[4..^1].Trim() is { Length: > 0 } code ? code : null;

    private static Paragraph Plain(string text) => new(ParagraphKind.Text, Inline.Spans(text, alwaysBold: false));

    /// <summary>Without the sign that says that there is no sign. A <c>\</c> in front of anything else stays.</summary>
    private static string Unescaped(string line)
    {
        var at = line.Length - line.AsSpan().TrimStart().Length;
        if (at == line.Length || line[at] != Escape) return line;
        var rest = line.Remove(at, 1);
        return Sign(rest) is not null || Quoted(rest) is not null ? rest : line;
    }

    /// <summary>The text of a line that is not set in, or by no more than a slip of the thumb.</summary>
    private static string? Flush(string line)
    {
        var text = line.TrimStart();
        return text.Length > 0 && line.Length - text.Length <= 3 ? text : null;
    }
}
