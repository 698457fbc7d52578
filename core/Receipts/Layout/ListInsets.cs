using Pennant.Receipts.Text;

namespace Pennant.Receipts.Layout;

/// <summary>How far the items of each list stand in: as far as the widest of its markers needs, so that 9. and 10. stand above each other.</summary>
internal sealed class ListInsets
{
    private readonly (int Inset, int Marker)[] insets;

    public ListInsets(Measures measures, Typesetter typesetter, IReadOnlyList<Paragraph> paragraphs)
    {
        insets = new (int, int)[paragraphs.Count];
        for (var start = 0; start < paragraphs.Count; start++)
        {
            var end = start;
            while (end < paragraphs.Count && paragraphs[end].Kind == ParagraphKind.Item) end++;
            var widest = new int[Markup.MostNested + 1];
            for (var i = start; i < end; i++)
                widest[paragraphs[i].Level] = Math.Max(Math.Max(widest[paragraphs[i].Level], measures.MarkerWidth), typesetter.Line(paragraphs[i].Marker, measures.Text).Width);
            for (var i = start; i < end; i++)
                insets[i] = (widest.Take(paragraphs[i].Level).Sum(width => width + measures.MarkerGap), widest[paragraphs[i].Level]);
            start = end;
        }
    }

    /// <param name="paragraph">Index of an item.</param>
    /// <returns>Dots before the marker's place, and that place's width.</returns>
    public (int Inset, int Marker) Of(int paragraph) => insets[paragraph];
}
