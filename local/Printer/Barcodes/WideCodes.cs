using System.Text;

namespace Pennant.Local.Printer.Barcodes;

/// <summary>The codes of narrow and wide bars: CODE39 (ISO/IEC 16388), ITF (ISO/IEC 16390) and CODABAR (EN 798).</summary>
internal static class WideCodes
{
    private const string Code39Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. *$/+%", CodabarLetters = "0123456789-$:/.+ABCD";

    private static readonly string[] Code39Bars =
    [
        "000110100", "100100001", "001100001", "101100000", "000110001", "100110000", "001110000", "000100101", "100100100", "001100100", "100001001",
        "001001001", "101001000", "000011001", "100011000", "001011000", "000001101", "100001100", "001001100", "000011100", "100000011", "001000011",
        "101000010", "000010011", "100010010", "001010010", "000000111", "100000110", "001000110", "000010110", "110000001", "011000001", "111000000",
        "010010001", "110010000", "011010000", "010000101", "110000100", "011000100", "010010100", "010101000", "010100010", "010001010", "000101010",
    ];

    private static readonly string[] CodabarBars =
    [
        "0000011", "0000110", "0001001", "1100000", "0010010", "1000010", "0100001", "0100100", "0110000", "1001000",
        "0001100", "0011000", "1000101", "1010001", "1010100", "0010101", "0011010", "0101001", "0001011", "0001110",
    ];

    private static readonly string[] ItfBars = ["00110", "10001", "01001", "11000", "00101", "10100", "01100", "00011", "10010", "01010"];

    public static Barcode? Code39(string text)
    {
        text = $"*{text.Trim('*')}*";
        return text.All(letter => Code39Letters.Contains(letter)) ? Barcode.FromWide(Spaced(text.Select(letter => Code39Bars[Code39Letters.IndexOf(letter)])), text) : null;
    }

    /// <summary>Begins and ends with one of A to D.</summary>
    public static Barcode? Codabar(string text)
    {
        text = text.ToUpperInvariant();
        if (text.Length < 2 || text[0] is < 'A' or > 'D' || text[^1] is < 'A' or > 'D' || text[1..^1].Any(letter => !CodabarLetters[..16].Contains(letter))) return null;
        return Barcode.FromWide(Spaced(text.Select(letter => CodabarBars[CodabarLetters.IndexOf(letter)])), text);
    }

    /// <summary>Pairs of digits: one in the bars, one in the spaces. A last digit without a partner is left out, as the real ones do.</summary>
    public static Barcode? Itf(string digits)
    {
        if (digits.Length < 2 || !digits.All(char.IsAsciiDigit)) return null;
        digits = digits[..(digits.Length / 2 * 2)];
        var wide = new StringBuilder("0000");
        for (var i = 0; i < digits.Length; i += 2)
            for (var bar = 0; bar < 5; bar++) wide.Append(ItfBars[digits[i] - '0'][bar]).Append(ItfBars[digits[i + 1] - '0'][bar]);
        return Barcode.FromWide(wide.Append("100").ToString(), digits);
    }

    private static string Spaced(IEnumerable<string> letters) => string.Join('0', letters);
}
