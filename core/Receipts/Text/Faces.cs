using System.Globalization;
using HarfBuzzSharp;

namespace Pennant.Receipts.Text;

/// <summary>Chooses the font for each character. A font is opened when the first character asks for it.</summary>
internal sealed class Faces
{
    private const int KnownAtMost = 10_000;
    private readonly Dictionary<(string Font, Weight Weight), Face> loaded = [];
    private readonly Dictionary<(string Cluster, Script Script, bool IsBold), Face?> known = [];

    /// <summary>The font of the emoji.</summary>
    public Face Pictures => Load(FontFiles.Pictures, Weight.Regular);

    /// <returns>A font for each cluster; null for what no font can draw as a whole.</returns>
    public Face?[] Of(Typed text, Segment segment)
    {
        var chosen = new Face?[segment.Count];
        for (var i = 0; i < chosen.Length; i++)
        {
            var cluster = text.Clusters[segment.First + i];
            chosen[i] = Of(text[segment.First + i], cluster.Script, cluster.IsBold);
        }
        if (segment.Count > 1 && text.Clusters[segment.First].Script == Script.Arabic) Agree(text, segment, chosen);
        return chosen;
    }

    /// <returns>Null when no font can draw it as a whole.</returns>
    public Face? Of(ReadOnlySpan<char> cluster, Script script, bool isBold)
    {
        var key = (cluster.ToString(), script, isBold);
        if (known.TryGetValue(key, out var face)) return face;
        if (char.GetUnicodeCategory(cluster[0]) == UnicodeCategory.PrivateUse) return null;
        foreach (var (font, weight) in FontFiles.For(key.Item1, script, isBold))
            if (Load(font, weight) is var candidate && candidate.Covers(cluster))
            {
                face = candidate;
                break;
            }
        if (known.Count < KnownAtMost) known[key] = face;
        return face;
    }

    /// <summary>Letters of two fonts do not join: those that are equally bold are given to the one that has them all.</summary>
    private static void Agree(Typed text, Segment segment, Face?[] chosen)
    {
        for (int first = 0, end; first < chosen.Length; first = end)
        {
            end = first + 1;
            while (end < chosen.Length && text.Clusters[segment.First + end].IsBold == text.Clusters[segment.First + first].IsBold) end++;
            Agree(text, segment.First, chosen, first..end);
        }
    }

    private static void Agree(Typed text, int offset, Face?[] chosen, Range alike)
    {
        var (start, count) = alike.GetOffsetAndLength(chosen.Length);
        var arabic = Enumerable.Range(start, count).Where(i => text.Clusters[offset + i].Script == Script.Arabic).ToList();
        var other = arabic.Select(i => chosen[i]).LastOrDefault(face => face is not null && face != chosen[arabic[0]]);
        if (other is null || !arabic.TrueForAll(i => other.Covers(text[offset + i]))) return;
        foreach (var i in arabic) chosen[i] = other;
    }

    private Face Load(string font, Weight weight)
    {
        if (!loaded.TryGetValue((font, weight), out var face)) loaded[(font, weight)] = face = Face.Load(font, weight);
        return face;
    }
}
