using Pennant.Receipts.Text;

namespace Pennant.Receipts.Layout;

/// <summary>The message itself: paragraph by paragraph, from the side from which each is read.</summary>
internal sealed class Body(Page page, Measures measures, Typesetter typesetter, PrinterProfile profile)
{
    private bool isFromRight;

    /// <summary>Stops where the paper may not be longer.</summary>
    public void Add(IReadOnlyList<Paragraph> paragraphs)
    {
        var lists = new ListInsets(measures, typesetter, paragraphs);
        for (var i = 0; i < paragraphs.Count && page.RowsLeft >= 0; i++)
        {
            var (paragraph, top) = (paragraphs[i], page.Height);
            var inset = paragraph.Quotes * measures.QuoteInset;
            if (paragraph.Kind == ParagraphKind.Rule) AddRule(inset);
            else if (paragraph.Kind == ParagraphKind.Item) AddItem(paragraph, inset, lists.Of(i));
            else if (paragraph.Kind != ParagraphKind.Code || !AddCode(paragraph.Code, inset)) AddText(paragraph, inset, isFirst: i == 0);
            for (var bar = 0; bar < paragraph.Quotes; bar++) page.AddBar(bar * measures.QuoteInset, top, measures.Bar, isFromRight);
        }
    }

    private void AddRule(int inset)
    {
        page.Space(measures.HalfGap);
        page.AddRule(measures.Rule, inset, isFromRight);
        page.Space(measures.HalfGap);
    }

    private void AddText(Paragraph paragraph, int inset, bool isFirst)
    {
        var size = paragraph.Kind switch
        {
            ParagraphKind.Heading => measures.Heading,
            ParagraphKind.Subheading => measures.Subheading,
            _ => measures.Text,
        };
        var isHeading = paragraph.Kind is ParagraphKind.Heading or ParagraphKind.Subheading;
        if (isHeading && !isFirst) page.Space(measures.Hair);
        AddLines(paragraph.Spans, size, inset, paragraph.IsCentred);
        if (isHeading) page.Space(measures.Hair);
    }

    private void AddItem(Paragraph item, int inset, (int Inset, int Marker) list)
    {
        var top = page.Height;
        var baseline = AddLines(item.Spans, measures.Text, inset + list.Inset + list.Marker + measures.MarkerGap, isCentred: false);
        var marker = typesetter.Line(isFromRight ? Mirrored(item.Marker) : item.Marker, measures.Text);
        var fromSide = inset + list.Inset + list.Marker - marker.Width;
        page.Place(marker, measures.Text, isFromRight ? page.Width - fromSide - marker.Width : fromSide, top - page.Height + baseline);
    }

    /// <summary>The point of a number stands on the side of the text.</summary>
    private static string Mirrored(string marker) => marker[^1] switch
    {
        '.' => $".{marker[..^1]}",
        ')' => $"({marker[..^1]}",
        _ => marker,
    };

    /// <returns>Dots from the top to the base line of the first.</returns>
    private int AddLines(IEnumerable<Span> spans, int size, int inset, bool isCentred)
    {
        var baseline = 0;
        foreach (var line in typesetter.Lines(spans, size, page.Width - inset))
        {
            if (baseline == 0) baseline = Page.Baseline(line, size);
            isFromRight = line.IsFromRight;
            var left = isCentred ? (page.Width - inset - line.Width) / 2 : line.Left;
            page.Add(line, size, isFromRight ? left : left + inset);
            if (page.RowsLeft < 0) break;
        }
        return baseline;
    }

    /// <returns>False: no code on this paper can say so much.</returns>
    private bool AddCode(string words, int inset)
    {
        if (QrCode.Draw(words, page.Width - inset, profile) is not { } code) return false;
        page.Space(measures.HalfGap);
        page.Add(code, (isFromRight ? 0 : inset) + ((page.Width - inset - code.Width) / 2));
        AddLines([new Span(words, false)], measures.Small, inset, isCentred: true);
        page.Space(measures.HalfGap);
        return true;
    }
}
