namespace Pennant.Receipts.Text;

/// <summary><c>- milk</c>, <c>* milk</c>, <c>• milk</c>, <c>- [ ] milk</c>, <c>- [x] milk</c>, <c>1. milk</c>, <c>1) milk</c>; two spaces more for a list inside a list.</summary>
internal static class ListItem
{
    private const string Empty = "☐", Ticked = "☑";
    private const int SpacesPerLevel = 2, MostDigits = 3;
    private static readonly string[] Bullets = ["•", "–", "•"];

    /// <returns>Null for a line that is none.</returns>
    public static Paragraph? Read(string line)
    {
        var text = line.TrimStart();
        var level = Math.Min((line.Length - text.Length) / SpacesPerLevel, Markup.MostNested);
        if (MarkerLength(text) is not { } length || text[length..].Trim() is not { Length: > 0 } words) return null;
        var isNumber = length > 2;
        if (!isNumber && Box(words) is { } box) return Item(box, words[3..].Trim(), level);
        return Item(isNumber ? text[..(length - 1)] : Bullets[level], words, level);
    }

    private static Paragraph Item(string marker, string words, int level) =>
        new(ParagraphKind.Item, Inline.Spans(words, alwaysBold: false)) { Marker = marker, Level = level };

    /// <summary>With the space that follows.</summary>
    private static int? MarkerLength(string text)
    {
        if (text.Length > 2 && text[0] is '-' or '*' or '•' && text[1] == ' ') return 2;
        var digits = 0;
        while (digits < text.Length && char.IsDigit(text[digits])) digits++;
        return digits is > 0 and <= MostDigits && text.Length > digits + 2 && text[digits] is '.' or ')' && text[digits + 1] == ' ' ? digits + 2 : null;
    }

    private static string? Box(string words) => words.Length < 5 || words[3] != ' ' ? null : words[..3] switch
    {
        "[ ]" => Empty,
        "[x]" or "[X]" => Ticked,
        _ => null,
    };
}
