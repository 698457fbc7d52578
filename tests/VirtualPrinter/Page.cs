using System.Text;

namespace Pennant.Tests.VirtualPrinters;

/// <summary>Streams that show what a printer can do, each beside its golden picture.</summary>
internal static class Page
{
    public static byte[] Styles { get; } =
    [
        .. "\u001B@\u001Ba\u0001\u001D!\u0011Harbour Cafe\n\u001D!\0Quayside 12\n\u001Ba\0"u8, .. Rule, .. Row("2 Flat white", "7.00"), .. Row("1 Almond croissant", "3.80"), .. Rule,
        .. "\u001BE\u0001"u8, .. Row("Total", "10.80"), .. "\u001BE\0\u001BM\u0001Font B: The quick brown fox jumps over the lazy dog 0123456789\n\u001BM\0"u8,
        .. "\u001B-\u0001underlined \u001B-\u0002twice\u001B-\0 \u001DB\u0001reverse\u001DB\0 \u001BG\u0001double-strike\u001BG\0\n"u8,
        .. "Ag\u001D!\u0011Ag\u001D!\u0022Ag\u001D!\u0033Ag\u001D!\0\n\u001D!\u0030wide \u001D!\u0003high\u001D!\0\n\u001B!\u00B9mode\u001B!\0 plain\n"u8.ToArray().Where(octet => octet != 0xC2),
        .. "\u001BV\u0001turned\u001BV\0 right\n\u001B{\u0001upside down\n\u001B{\0\u001Ba\u0002right\n\u001Ba\u0001centre\n\u001Ba\0"u8,
        .. "\u001BD\u000A\u0014\u001E\0a\tb\tc\td\nat\u001B$"u8, 200, 0, .. "200\u001B\\\u0032\0+50\n"u8,
        .. "\u001DL\u0040\0\u001DW"u8, 128, 0, .. "a margin and an area of 128 dots\n\u001DL\0\0\u001DW\u0040\u0002\u001B \u0006spaced\u001B \0\n"u8,
    ];

    public static byte[] Boxes { get; } =
    [
        .. "\u001B@\u001B3\u0018"u8,
        .. In(0, 437, "┌─────┬─────┐\n│ one │ two │\n├─────┼─────┤\n│ ░▒▓ │ █▀▄ │\n└─────┴─────┘\n╔═════╦═════╗\n║ one ║ two ║\n╠═════╬═════╣\n╚═════╩═════╝\n╓─╥─╖ ╒═╤═╕ ╟─╫─╢ ╞═╪═╡\n"),
        .. "\u001D!\u0011"u8, .. In(0, 437, "┌─┐\n└─┘\n"), .. "\u001D!\0\u001BM\u0001\u001B3\u0011"u8, .. In(0, 437, "╔══╦══╗\n║  ║  ║\n╚══╩══╝\n"),
    ];

    public static byte[] Languages { get; } =
    [
        .. "\u001B@"u8, .. In(2, 850, "PC850: Ærø, Þór, ½\n"), .. In(3, 860, "PC860: Olá, não\n"), .. In(4, 863, "PC863: où, Noël\n"), .. In(5, 865, "PC865: Smørrebrød\n"), .. In(16, 1252, "WPC1252: Grüße, señor, œuvre, €5\n"),
        .. In(17, 866, "PC866: Привет, мир\n"), .. In(18, 852, "PC852: Žluťoučký kůň\n"), .. In(19, 858, "PC858: ça coûte 3 €\n"), .. In(15, 28597, "ISO8859-7: Καλημέρα\n"), .. In(40, 28605, "ISO8859-15: Šťáva, €\n"),
        .. In(45, 1250, "WPC1250: Gęśla jaźń\n"), .. In(46, 1251, "WPC1251: Съешь ещё\n"), .. "\u001Bt\u000BPC851: "u8, 0xB5, 0xD6, 0xE5, 0xE1, 0xE6, 0x9D, 0xEB, 0xD6, (byte)'\n',
        .. "\u001Bt\u0001Katakana: "u8, 0xB6, 0xC0, 0xB6, 0xC5, 0x20, 0xC3, 0xDD, 0xCC, 0xDF, 0xDA, 0x20, 0xF1, 0xF2, 0xF3, (byte)'\n', .. "\u001Bt\0"u8,
        .. "\u001BR\u0002Germany: [\\]{|}~ \u001BR\u0001France: @[\\]{|} \u001BR\u0007Spain: #[\\]|\u001BR\0\n"u8,
        .. "\u001C&GBK: "u8, .. Encoded(936, "你好，世界"), .. " \u001CC\u0001Shift JIS: "u8, .. Encoded(932, "ありがとう 日本"), .. "\u001C.\n"u8,
        .. "\u001C(C\u0002\u00000\u0002"u8, .. "UTF-8: Ελλάδα, Україна, 你好, 한국어, €, ✓\n"u8,
    ];

    public static byte[] PageMode { get; } =
    [
        .. "\u001B@\u001BL"u8, .. Area(20, 10, 0), .. Area(300, 10, 1), .. Area(20, 290, 2), .. Area(300, 290, 3), 0x0C, .. "after the page\n"u8,
    ];

    private static byte[] Rule => [.. Enumerable.Repeat((byte)'-', 48), (byte)'\n'];

    private static byte[] Row(string left, string right) => Encoding.ASCII.GetBytes(left + right.PadLeft(48 - left.Length) + "\n");

    private static byte[] In(byte table, int codePage, string text) => [0x1B, 0x74, table, .. Encoded(codePage, text)];

    private static byte[] Encoded(int codePage, string text) => (CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage)).GetBytes(text);

    private static byte[] Area(ushort left, ushort top, byte direction) =>
    [
        0x1B, 0x57, (byte)left, (byte)(left >> 8), (byte)top, (byte)(top >> 8), 4, 1, 4, 1, 0x1B, 0x54, direction, .. Encoding.ASCII.GetBytes($"Direction {direction}\nsecond line\n"),
        .. "\u001D!\u0011\nBIG\u001D!\0\u001D$"u8, 200, 0, .. "at 200"u8,
    ];
}
