namespace Pennant.Local.Printer.Barcodes;

/// <summary>CODE93 with all of ASCII and its two check characters. Source: AIM USS-93.</summary>
internal static class Code93
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";

    /// <summary>The four shifts stand for themselves in a pair with a letter.</summary>
    private const int Dollar = 43, Percent = 44, Slash = 45, Plus = 46, End = 47;

    private static readonly string[] Modules =
    [
        "100010100", "101001000", "101000100", "101000010", "100101000", "100100100", "100100010", "101010000", "100010010", "100001010", "110101000", "110100100",
        "110100010", "110010100", "110010010", "110001010", "101101000", "101100100", "101100010", "100110100", "100011010", "101011000", "101001100", "101000110",
        "100101100", "100010110", "110110100", "110110010", "110101100", "110100110", "110010110", "110011010", "101101100", "101100110", "100110110", "100111010",
        "100101110", "111010100", "111010010", "111001010", "101101110", "101110110", "110101110", "100100110", "111011010", "111010110", "100110010", "101011110",
    ];

    public static Barcode? Encode(string text)
    {
        if (text.Length == 0 || text.Any(letter => letter > 0x7F)) return null;
        var values = text.SelectMany(Values).ToList();
        values.Add(Check(values, 20));
        values.Add(Check(values, 15));
        var modules = string.Concat(values.Prepend(End).Append(End).Select(value => Modules[value])) + '1';
        return Barcode.FromModules(modules, string.Concat(text.Select(letter => letter < ' ' ? ' ' : letter)));
    }

    private static int Check(List<int> values, int mostWeight) => values.AsEnumerable().Reverse().Select((value, i) => value * ((i % mostWeight) + 1)).Sum() % 47;

    private static int[] Values(char letter) => letter switch
    {
        _ when Letters.IndexOf(letter) is var value and >= 0 => [value],
        '\0' => [Percent, Letter('U')],
        < '\x1B' => [Dollar, Letter((char)('@' + letter))],
        < ' ' => [Percent, Letter((char)('A' + letter - 0x1B))],
        < ':' => [Slash, Letter((char)('A' + letter - '!'))],
        ':' => [Slash, Letter('Z')],
        < '@' => [Percent, Letter((char)('F' + letter - ';'))],
        '@' => [Percent, Letter('V')],
        < '`' => [Percent, Letter((char)('K' + letter - '['))],
        '`' => [Percent, Letter('W')],
        < '{' => [Plus, Letter((char)('A' + letter - 'a'))],
        _ => [Percent, Letter((char)('P' + letter - '{'))],
    };

    private static int Letter(char letter) => Letters.IndexOf(letter);
}
