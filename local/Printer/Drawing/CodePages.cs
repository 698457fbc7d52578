using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Pennant.Local.Printer.Drawing;

/// <summary>ESC t: what the bytes from 80h on stand for. Source of the numbers and of the two tables that are spelled out: Epson ESC/POS reference, character code tables.</summary>
internal static class CodePages
{
    private const string Katakana =
        "▁▂▃▄▅▆▇█▏▎▍▌▋▊▉┼┴┬┤├▔─│▕┌┐└┘╭╮╰╯ ｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ═╞╪╡◢◣◥◤♠♥♦♣●○╱╲╳円年月日時分秒〒市区町村人▒ ";

    private const string Greek851 =
        "ÇüéâäàΆçêëèïîΈÄΉΊ\uFFFDΌôöΎûùΏÖÜά£έήίϊΐόύΑΒΓΔΕΖΗ½ΘΙ«»░▒▓│┤ΚΛΜΝ╣║╗╝ΞΟ┐└┴┬├─┼ΠΡ╚╔╩╦╠═╬ΣΤΥΦΧΨΩαβγ┘┌█▄δε▀ζηθικλμνξοπρσςτ΄\u00AD±υφχ§ψ΅°¨ωϋΰώ■\u00A0";

    private static readonly Dictionary<byte, int> Numbers = new()
    {
        [0] = 437, [2] = 850, [3] = 860, [4] = 863, [5] = 865, [13] = 857, [14] = 737, [15] = 28597, [16] = 1252, [17] = 866, [18] = 852, [19] = 858, [21] = 874, [26] = 874,
        [32] = 720, [33] = 775, [34] = 855, [35] = 861, [36] = 862, [37] = 864, [38] = 869, [39] = 28592, [40] = 28605,
        [45] = 1250, [46] = 1251, [47] = 1253, [48] = 1254, [49] = 1255, [50] = 1256, [51] = 1257, [52] = 1258,
    };

    private static readonly ConcurrentDictionary<int, string> Tables = new();

    /// <summary>The 128 characters from 80h on; null for a table that this printer does not have. A place without a character holds U+FFFD.</summary>
    public static string? Table(byte number) => number switch
    {
        1 => Katakana,
        11 => Greek851,
        _ => Numbers.TryGetValue(number, out var codePage) ? Tables.GetOrAdd(codePage, Read) : null,
    };

    /// <exception cref="ArgumentException">.NET does not know the code page.</exception>
    public static Encoding Encoding(int codePage)
    {
        var (encode, decode) = (EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));
        return CodePagesEncodingProvider.Instance.GetEncoding(codePage, encode, decode) ?? System.Text.Encoding.GetEncoding(codePage, encode, decode);
    }

    private static string Read(int codePage)
    {
        var encoding = Encoding(codePage);
        return string.Concat(Enumerable.Range(0x80, 0x80).Select(code => Letter(codePage, code, encoding.GetString([(byte)code]))));
    }

    /// <summary>Code page 857 got its euro after the table that .NET has was made.</summary>
    private static char Letter(int codePage, int code, string decoded) =>
        (codePage, code) == (857, 0xD5) ? '€' : decoded is [var one] && char.GetUnicodeCategory(one) is not (UnicodeCategory.Control or UnicodeCategory.PrivateUse) ? one : '\uFFFD';
}
