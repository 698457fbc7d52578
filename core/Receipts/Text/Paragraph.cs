namespace Pennant.Receipts.Text;

internal enum ParagraphKind { Text, Heading, Subheading, Item, Rule, Code }

/// <summary>A line as typed, and how to set it.</summary>
/// <param name="Spans">What it says; with <see cref="ParagraphKind.Code"/> the line as typed, for when no code can be made of it.</param>
internal sealed record Paragraph(ParagraphKind Kind, IReadOnlyList<Span> Spans)
{
    /// <summary>Bars at its side, at most <see cref="Markup.MostNested"/>.</summary>
    public int Quotes { get; init; }

    /// <summary>With <see cref="ParagraphKind.Item"/>: lists that it is inside of besides its own, at most <see cref="Markup.MostNested"/>.</summary>
    public int Level { get; init; }

    /// <summary>With <see cref="ParagraphKind.Item"/>: what stands in front, a bullet, a box or a number.</summary>
    public string Marker { get; init; } = "";

    public bool IsCentred { get; init; }

    /// <summary>With <see cref="ParagraphKind.Code"/>: what the code says.</summary>
    public string Code { get; init; } = "";
}

internal readonly record struct Span(string Text, bool IsBold);
