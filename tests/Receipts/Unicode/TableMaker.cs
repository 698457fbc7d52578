using Pennant.Receipts.Text.Unicode;

namespace Pennant.Tests.Receipts.Unicode;

/// <summary>Makes <c>core/Receipts/Text/Unicode/unicode.bin</c> out of Unicode's own files.</summary>
internal static class TableMaker
{
    private const int CodePoints = 0x110000;

    public static byte[] Make()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        Write(writer, Bidi());
        Write(writer, LineClasses());
        var brackets = UnicodeFile.Ranges("BidiBrackets").ToList();
        writer.Write7BitEncodedInt(brackets.Count);
        foreach (var (open, _, close) in brackets)
        {
            writer.Write7BitEncodedInt(open);
            writer.Write7BitEncodedInt(UnicodeFile.Hex(close));
        }
        writer.Flush();
        return bytes.ToArray();
    }

    private static byte[] Bidi()
    {
        var table = new byte[CodePoints];
        foreach (var (first, last, value) in UnicodeFile.Ranges("BidiClass"))
            Fill(table, first, last, (byte)(Enum.TryParse<BidiClass>(value, out var known) ? known : BidiClass.BN));
        return table;
    }

    private static byte[] LineClasses()
    {
        var table = new byte[CodePoints];
        var assigned = new bool[CodePoints];
        foreach (var (first, last, value) in UnicodeFile.Ranges("LineBreak"))
        {
            Fill(table, first, last, (byte)Class(value));
            if (!value.EndsWith("Cn", StringComparison.Ordinal)) Array.Fill(assigned, true, first, last - first + 1);
        }
        foreach (var (first, last, _) in UnicodeFile.Ranges("EastAsianWidth"))
            for (var c = first; c <= last; c++)
                table[c] = (LineClass)table[c] switch { LineClass.OP => (byte)LineClass.WideOP, LineClass.CP => (byte)LineClass.WideCP, _ => table[c] };
        foreach (var (first, last, _) in UnicodeFile.Ranges("ExtendedPictographic"))
            for (var c = first; c <= last; c++)
                if (!assigned[c]) table[c] = (byte)LineClass.FuturePicture;
        return table;
    }

    /// <param name="value">The class and the general category, such as <c>SA Mn</c>.</param>
    private static LineClass Class(string value) => value.Split(' ') switch
    {
        ["AI" or "SG" or "XX", ..] => LineClass.AL,
        ["CJ", ..] => LineClass.NS,
        ["SA", "Mn" or "Mc"] => LineClass.CM,
        var fields => Enum.Parse<LineClass>(fields[0]),
    };

    private static void Fill(byte[] table, int first, int last, byte value) => Array.Fill(table, value, first, last - first + 1);

    private static void Write(BinaryWriter writer, byte[] table)
    {
        var starts = Enumerable.Range(0, table.Length).Where(i => i == 0 || table[i] != table[i - 1]).ToList();
        writer.Write7BitEncodedInt(starts.Count);
        var last = 0;
        foreach (var start in starts)
        {
            writer.Write7BitEncodedInt(start - last);
            writer.Write(table[start]);
            last = start;
        }
    }
}
