using Pennant.Local.Printer.Drawing;

namespace Pennant.Local.Printer.Barcodes;

/// <summary>Aztec codes, the data as bytes. Source: ISO/IEC 24778.</summary>
internal static class Aztec
{
    private const int MostLayers = 32, MostCompact = 4, LeastCheckBits = 11, MostBytes = 2078, ShortShift = 31;
    private static readonly ReedSolomon Mode = new(16, 0x13);
    private static readonly Dictionary<int, ReedSolomon> Fields = new() { [6] = new(64, 0x43), [8] = new(256, 0x12D), [10] = new(1024, 0x409), [12] = new(4096, 0x1069) };

    /// <param name="percent">Of the symbol for error correction.</param>
    /// <returns>One dot a module; null when it is too much for one symbol.</returns>
    public static Bitmap? Draw(byte[] data, int percent)
    {
        if (data.Length > MostBytes) return null;
        var bits = Shifted(data);
        var wanted = bits.Count + (bits.Count * percent / (100 - percent)) + LeastCheckBits;
        foreach (var (layers, isCompact) in Enumerable.Range(1, MostCompact).Select(layers => (layers, true)).Concat(Enumerable.Range(1, MostLayers).Select(layers => (layers, false))))
        {
            var (room, size) = (Room(layers, isCompact), WordBits(layers));
            var words = Words(bits, size);
            if (wanted > room || (words.Count * size) + LeastCheckBits > room || (isCompact && words.Count > 64)) continue;
            var message = Bits(words.Concat(Fields[size].Check(words, (room / size) - words.Count)), size).ToList();
            message.InsertRange(0, Enumerable.Repeat(false, room % size));
            return new AztecGrid(layers, isCompact).Draw(message, ModeBits(layers, words.Count, isCompact));
        }
        return null;
    }

    private static int Room(int layers, bool isCompact) => ((isCompact ? 88 : 112) + (16 * layers)) * layers;

    private static int WordBits(int layers) => layers switch { <= 2 => 6, <= 8 => 8, <= 22 => 10, _ => 12 };

    /// <summary>All of it as one run of bytes.</summary>
    private static List<bool> Shifted(byte[] data)
    {
        IEnumerable<bool> length = data.Length <= ShortShift ? Bits([data.Length], 5) : Bits([0], 5).Concat(Bits([data.Length - ShortShift], 11));
        return [.. Bits([0x1F], 5), .. length, .. Bits(data.Select(octet => (int)octet), 8)];
    }

    /// <summary>No word may be all white or all black: one bit of the other colour is put at its end.</summary>
    private static List<int> Words(List<bool> bits, int size)
    {
        var words = new List<int>();
        for (var i = 0; i < bits.Count; i += size)
        {
            var word = 0;
            for (var k = 0; k < size; k++) word = (word << 1) | (i + k >= bits.Count || bits[i + k] ? 1 : 0);
            var most = (1 << size) - 2;
            if ((word & most) == 0 || (word & most) == most)
            {
                word = (word & most) == 0 ? 1 : most;
                i--;
            }
            words.Add(word);
        }
        return words;
    }

    private static List<bool> ModeBits(int layers, int words, bool isCompact)
    {
        var number = isCompact ? ((layers - 1) << 6) | (words - 1) : ((layers - 1) << 11) | (words - 1);
        var nibbles = Enumerable.Range(1, isCompact ? 2 : 4).Select(i => (number >> (((isCompact ? 2 : 4) - i) * 4)) & 0xF).ToList();
        return [.. Bits(nibbles.Concat(Mode.Check(nibbles, isCompact ? 5 : 6)), 4)];
    }

    private static IEnumerable<bool> Bits(IEnumerable<int> words, int size) => words.SelectMany(word => Enumerable.Range(1, size).Select(i => (word & (1 << (size - i))) != 0));
}
