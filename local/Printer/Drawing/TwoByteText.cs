using System.Text;

namespace Pennant.Local.Printer.Drawing;

/// <summary>FS &amp; to FS .: characters of two bytes, as Chinese (GBK) and Japanese printers have them.</summary>
internal sealed class TwoByteText
{
    private const int Gbk = 936, ShiftJis = 932, Jis = 51932;
    private int codePage = Gbk;
    private byte? first;

    /// <summary>Whether two bytes make a character now.</summary>
    public bool IsOn { get; set; }

    /// <summary>FS C: 0 JIS, 1 and 2 Shift JIS; without it the characters are Chinese.</summary>
    public void SelectJapanese(byte system) => codePage = system is 0 or 48 ? Jis : ShiftJis;

    /// <summary>Whether this byte is the first or the second of such a character.</summary>
    public bool Takes(byte code) => IsOn && (first is not null || codePage switch
    {
        Gbk => code is >= 0x81 and <= 0xFE,
        ShiftJis => code is (>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC),
        _ => code is >= 0x21 and <= 0x7E,
    });

    /// <returns>Null after the first of the two.</returns>
    public int? Take(byte code)
    {
        if (first is not { } before)
        {
            first = code;
            return null;
        }
        first = null;
        byte[] pair = codePage == Jis ? [(byte)(before | 0x80), (byte)(code | 0x80)] : [before, code];
        var runes = CodePages.Encoding(codePage).GetString(pair).EnumerateRunes().ToList();
        return runes.Count == 1 ? runes[0].Value : Rune.ReplacementChar.Value;
    }

    public void Reset() => (codePage, first, IsOn) = (Gbk, null, false);
}
