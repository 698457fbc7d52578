using System.Text;
using HarfBuzzSharp;

namespace Pennant.Receipts.Text;

/// <summary>Which script a character is of.</summary>
internal static class Scripts
{
    /// <returns>Common for what all scripts share, pictures among it.</returns>
    public static Script Of(ReadOnlySpan<char> cluster)
    {
        if (cluster[0] < 'A') return Script.Common;
        Rune.DecodeFromUtf16(cluster, out var first, out _);
        var script = UnicodeFunctions.Default.GetScript(first.Value);
        return script == Script.Inherited || script == Script.Unknown ? Script.Common : script;
    }

    /// <summary>What all scripts share takes the script of what stands before, at the beginning that of what follows.</summary>
    public static void Spread(Span<Cluster> clusters)
    {
        var script = Script.Common;
        for (var i = clusters.Length - 1; i >= 0; i--)
            if (clusters[i].Script != Script.Common) script = clusters[i].Script;
        foreach (ref var cluster in clusters)
        {
            if (cluster.Script == Script.Common) cluster = cluster with { Script = script };
            else script = cluster.Script;
        }
    }
}
