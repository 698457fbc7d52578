using Pennant.Receipts.Text;

namespace Pennant.Receipts.Layout;

/// <summary>Breaks text into lines that fit.</summary>
internal sealed class Typesetter(Shaper shaper)
{
    /// <summary>One line at least.</summary>
    public IEnumerable<Line> Lines(IEnumerable<Span> spans, int size, int width) => new LineFiller(shaper, size, width).Fill(spans);

    /// <summary>Text that is known to be short, on one line.</summary>
    public Line Line(string text, int size, bool isBold = false) => Lines([new Span(text, isBold)], size, int.MaxValue / 2).First();
}
