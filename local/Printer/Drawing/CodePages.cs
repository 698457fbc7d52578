using System.Collections.Concurrent;
using System.Text;

namespace Pennant.Local.Printer.Drawing;

/// <summary>ESC t: what the bytes from 80h on stand for. Source of the numbers: Epson ESC/POS reference, character code tables.</summary>
internal static class CodePages
{
    private static readonly Dictionary<byte, int> Numbers = new()
    {
        [0] = 437, [1] = 932, [2] = 850, [3] = 860, [4] = 863, [5] = 865, [13] = 857, [14] = 737, [15] = 28597, [16] = 1252, [17] = 866, [18] = 852, [19] = 858, [21] = 874, [26] = 874,
        [32] = 720, [33] = 775, [34] = 855, [35] = 861, [36] = 862, [37] = 864, [38] = 869, [39] = 28592, [40] = 28605,
        [45] = 1250, [46] = 1251, [47] = 1253, [48] = 1254, [49] = 1255, [50] = 1256, [51] = 1257, [52] = 1258,
    };

    private static readonly ConcurrentDictionary<int, char[]> Tables = new();

    /// <summary>The 128 characters from 80h on; null for a table that this printer does not have. A place without a character holds U+FFFD.</summary>
    public static char[]? Table(byte number) => Numbers.TryGetValue(number, out var codePage) ? Tables.GetOrAdd(codePage, Read) : null;

    private static char[] Read(int codePage)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))
            ?? Encoding.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));
        return [.. Enumerable.Range(0x80, 0x80).Select(code => encoding.GetString([(byte)code]) is [var one] && !char.IsControl(one) ? one : '\uFFFD')];
    }
}
