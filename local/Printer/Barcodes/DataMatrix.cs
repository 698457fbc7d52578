using Pennant.Local.Printer.Drawing;

namespace Pennant.Local.Printer.Barcodes;

/// <summary>Data Matrix ECC 200, square. Source: ISO/IEC 16022.</summary>
internal static class DataMatrix
{
    private const int Pad = 129, UpperShift = 235, Pairs = 130;
    private static readonly ReedSolomon Field = new(256, 0x12D);

    // Width of the symbol, regions across, words of data, words of check, blocks.
    private static readonly (int Size, int Regions, int Data, int Check, int Blocks)[] Sizes =
    [
        (10, 1, 3, 5, 1), (12, 1, 5, 7, 1), (14, 1, 8, 10, 1), (16, 1, 12, 12, 1), (18, 1, 18, 14, 1), (20, 1, 22, 18, 1), (22, 1, 30, 20, 1), (24, 1, 36, 24, 1), (26, 1, 44, 28, 1),
        (32, 2, 62, 36, 1), (36, 2, 86, 42, 1), (40, 2, 114, 48, 1), (44, 2, 144, 56, 1), (48, 2, 174, 68, 1), (52, 2, 204, 84, 2),
        (64, 4, 280, 112, 2), (72, 4, 368, 144, 4), (80, 4, 456, 192, 4), (88, 4, 576, 224, 4), (96, 4, 696, 272, 4), (104, 4, 816, 336, 6), (120, 6, 1050, 408, 6), (132, 6, 1304, 496, 8),
    ];

    /// <returns>One dot a module; null when it is too much for one symbol.</returns>
    public static Bitmap? Draw(byte[] data)
    {
        var words = Encode(data);
        var (size, regions, room, check, blocks) = Array.Find(Sizes, one => one.Data >= words.Count);
        if (size == 0) return null;
        if (words.Count < room) words.Add(Pad);
        while (words.Count < room) words.Add(Scattered(words.Count + 1));
        var region = (size / regions) - 2;
        var placed = DataMatrixGrid.Place([.. words, .. Checks(words, check, blocks)], region * regions);
        return Bitmap.Draw(size, size, (x, y) => (x % (region + 2), y % (region + 2)) switch
        {
            (0, _) => true,
            (_, var row) when row == region + 1 => true,
            (_, 0) => x % 2 == 0,
            (var column, _) when column == region + 1 => y % 2 == 1,
            var (column, row) => placed[(x / (region + 2) * region) + column - 1, (y / (region + 2) * region) + row - 1],
        });
    }

    /// <summary>The ASCII scheme: two digits in a word, or a letter.</summary>
    private static List<int> Encode(byte[] data)
    {
        var words = new List<int>();
        for (var i = 0; i < data.Length; i++)
        {
            if (i + 1 < data.Length && char.IsAsciiDigit((char)data[i]) && char.IsAsciiDigit((char)data[i + 1])) words.Add(Pairs + ((data[i] - '0') * 10) + data[++i] - '0');
            else if (data[i] < 128) words.Add(data[i] + 1);
            else words.AddRange([UpperShift, data[i] - 127]);
        }
        return words;
    }

    /// <summary>After the first pad the others are scattered, so that they make no pattern.</summary>
    private static int Scattered(int place) => Pad + (149 * place % 253) + 1 is var pad && pad > 254 ? pad - 254 : pad;

    private static int[] Checks(List<int> words, int count, int blocks)
    {
        var checks = new int[count];
        for (var block = 0; block < blocks; block++)
        {
            var own = Field.Check([.. words.Where((_, i) => i % blocks == block)], count / blocks);
            for (var i = 0; i < own.Length; i++) checks[(i * blocks) + block] = own[i];
        }
        return checks;
    }
}
