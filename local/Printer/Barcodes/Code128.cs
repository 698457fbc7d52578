using System.Text;

namespace Pennant.Local.Printer.Barcodes;

/// <summary>CODE128 as a host spells it out, with <c>{A</c>, <c>{B</c> and <c>{C</c>, or chosen by the printer. Source: ISO/IEC 15417; Epson ESC/POS reference, GS k.</summary>
internal static class Code128
{
    private const int Shift = 98, ToC = 99, ToB = 100, ToA = 101, Function1 = 102, StartA = 103, Stop = 106;

    private static readonly string[] Bars =
    [
        "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312", "231212", "112232", "122132", "122231", "113222",
        "123122", "123221", "223211", "221132", "221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321",
        "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121",
        "313121", "211331", "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224",
        "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",
        "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113",
        "114311", "411113", "411311", "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
    ];

    /// <summary>In set C each byte is a number from 0 to 99.</summary>
    public static Barcode? Encode(string text)
    {
        if (text.Length < 3 || text[0] != '{' || text[1] is < 'A' or > 'C') return null;
        var (values, read, set) = (new List<int> { StartA + text[1] - 'A' }, new StringBuilder(), text[1]);
        for (var i = 2; i < text.Length; i++)
        {
            if (text[i] == '{' && ++i < text.Length && text[i] != '{')
            {
                if (Code(text[i], set) is not { } code) return null;
                values.Add(code);
                if (text[i] is >= 'A' and <= 'C') set = text[i];
            }
            else if (i < text.Length && Value(text[i], values[^1] == Shift ? (char)('A' + 'B' - set) : set) is { } value)
            {
                values.Add(value);
                read.Append(set == 'C' ? $"{value:D2}" : text[i] < ' ' ? ' ' : text[i]);
            }
            else return null;
        }
        return Draw(values, read.ToString());
    }

    /// <summary>The printer chooses the sets: C for whole runs of digits, A for control characters, otherwise B.</summary>
    /// <param name="isGs1">Begins with function 1; brackets are only read.</param>
    public static Barcode? Choose(string text, bool isGs1)
    {
        if (text.Length == 0 || text.Any(letter => letter > 0x7F)) return null;
        var data = isGs1 ? text.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal) : text;
        var set = data.Length % 2 == 0 && data.All(char.IsAsciiDigit) ? 'C' : data.Any(letter => letter < ' ') ? 'A' : 'B';
        if (set == 'A' && data.Any(letter => letter >= '`')) return null;
        var values = new List<int> { StartA + set - 'A' };
        if (isGs1) values.Add(Function1);
        values.AddRange(set == 'C' ? data.Chunk(2).Select(pair => int.Parse(pair)) : data.Select(letter => Value(letter, set)!.Value));
        return Draw(values, text);
    }

    private static Barcode Draw(List<int> values, string read)
    {
        values.Add(values.Select((value, i) => value * Math.Max(1, i)).Sum() % 103);
        values.Add(Stop);
        return new Barcode([.. values.SelectMany(value => Bars[value].Select(width => width - '0'))], false, read);
    }

    /// <summary>What follows a brace.</summary>
    private static int? Code(char letter, char set) => letter switch
    {
        'A' when set != 'A' => ToA,
        'B' when set != 'B' => ToB,
        'C' when set != 'C' => ToC,
        'S' when set != 'C' => Shift,
        '1' => Function1,
        '2' when set != 'C' => 97,
        '3' when set != 'C' => 96,
        '4' when set != 'C' => set == 'A' ? ToA : ToB,
        _ => null,
    };

    private static int? Value(char letter, char set) => set switch
    {
        'A' when letter < '`' => (letter + 64) % 96,
        'B' when letter is >= ' ' and <= '\x7F' => letter - ' ',
        'C' when letter < 100 => letter,
        _ => null,
    };
}
