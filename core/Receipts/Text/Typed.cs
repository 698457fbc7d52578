using HarfBuzzSharp;
using Pennant.Receipts.Text.Unicode;

namespace Pennant.Receipts.Text;

/// <summary>What a reader takes for one character. Letters that a virama joins to one sign are one.</summary>
/// <param name="Start">In UTF-16 units of the paragraph.</param>
/// <param name="Script">That of its neighbours, where it belongs to no script of its own.</param>
/// <param name="Level">Even: read from left to right; odd: from right to left.</param>
internal readonly record struct Cluster(int Start, int Length, bool IsBold, Script Script, byte Level);

/// <summary>A paragraph as typed, with all that has to be known before it can be cut into lines.</summary>
internal sealed class Typed
{
    private readonly bool[] breaks;

    private Typed(string text, Cluster[] clusters, bool isFromRight) => (Text, Clusters, IsFromRight, breaks) = (text, clusters, isFromRight, LineBreaks.Before(text));

    public string Text { get; }

    public Cluster[] Clusters { get; }

    /// <summary>The first strong character is one of a right-to-left script.</summary>
    public bool IsFromRight { get; }

    public static Typed Of(IReadOnlyCollection<Span> spans)
    {
        var text = string.Concat(spans.Select(s => s.Text));
        var (levels, baseLevel) = Bidi.Of(text);
        var clusters = new List<Cluster>(text.Length);
        var start = 0;
        foreach (var span in spans)
        {
            foreach (var length in Characters.Lengths(span.Text))
            {
                clusters.Add(new Cluster(start, length, span.IsBold, Scripts.Of(text.AsSpan(start, length)), levels[start]));
                start += length;
            }
        }
        Scripts.Spread(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(clusters));
        return new Typed(text, [.. clusters], baseLevel % 2 == 1);
    }

    public ReadOnlySpan<char> this[int cluster] => Text.AsSpan(Clusters[cluster].Start, Clusters[cluster].Length);

    public bool IsSpace(int cluster) => char.IsWhiteSpace(this[cluster][0]) && this[cluster][0] is not ('\u00A0' or '\u2007' or '\u202F');

    public bool MayBreakBefore(int cluster) => breaks[Clusters[cluster].Start] || Syllables.MayBreak(Text, Clusters[cluster].Start);

    /// <summary>The same without the cluster, which is put back rune by rune: for what is wider than the paper.</summary>
    public Typed TakenApart(int cluster)
    {
        var whole = Clusters[cluster];
        var runes = new List<Cluster>();
        for (var at = whole.Start; at < whole.Start + whole.Length; at += runes[^1].Length)
            runes.Add(whole with { Start = at, Length = char.IsHighSurrogate(Text[at]) ? 2 : 1 });
        return new Typed(Text, [.. Clusters[..cluster], .. runes, .. Clusters[(cluster + 1)..]], IsFromRight);
    }
}
