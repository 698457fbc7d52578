using System.Globalization;
using System.IO.Compression;

namespace Pennant.Tests.Receipts.Unicode;

/// <summary>The files of the Unicode character database 15.0 beside this one: comments and, in the test vectors, cases with explicit direction controls are left out.</summary>
internal static class UnicodeFile
{
    public static IEnumerable<string> Lines(string name)
    {
        using var file = File.OpenRead(Path.Combine(Checkout.Root, "tests", "Receipts", "Unicode", name + ".txt.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        while (text.ReadLine() is { } line) yield return line;
    }

    /// <summary>Lines such as <c>0041..005A;L</c>.</summary>
    public static IEnumerable<(int First, int Last, string Value)> Ranges(string name)
    {
        foreach (var line in Lines(name))
        {
            var fields = line.Split(';');
            var ends = fields[0].Trim().Split("..");
            yield return (Hex(ends[0]), Hex(ends[^1]), fields.Length > 1 ? fields[1].Trim() : "");
        }
    }

    public static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public static string Text(string codePoints) => string.Concat(codePoints.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(h => char.ConvertFromUtf32(Hex(h))));
}
