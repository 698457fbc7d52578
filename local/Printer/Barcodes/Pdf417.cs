using System.Globalization;
using Pennant.Local.Printer.Drawing;

namespace Pennant.Local.Printer.Barcodes;

/// <summary>PDF417 in byte compaction. Source: ISO/IEC 15438.</summary>
internal static class Pdf417
{
    private const int Prime = 929, Pad = 900, Bytes = 901, WholeBytes = 924, Modules = 17, MostRows = 90, LeastRows = 3, MostColumns = 30;
    private const string Start = "11111111010101000", Stop = "111111101000101001";
    private static readonly Lazy<int[][]> Clusters = new(Load);

    /// <param name="level">Of error correction, 0 to 8.</param>
    /// <param name="columns">Words of data in a row; 0 chooses a shape about twice as wide as high.</param>
    /// <param name="mostModules">What fits on the line.</param>
    /// <param name="rowHeight">In modules.</param>
    /// <returns>One dot a module; null when it is too much for one symbol.</returns>
    public static Bitmap? Draw(byte[] data, int level, int columns, int mostModules, int rowHeight)
    {
        var words = Encode(data);
        var total = words.Count + 1 + (2 << level);
        var most = Math.Min(MostColumns, (mostModules - (4 * Modules) - 1) / Modules);
        if (columns == 0) columns = Enumerable.Range(1, Math.Max(1, most)).FirstOrDefault(one => Rows(total, one) * rowHeight * 2 <= Width(one), most);
        if (columns < 1 || columns > most || Rows(total, columns) > MostRows || total > Prime - 1) return null;
        var rows = Rows(total, columns);
        words.InsertRange(0, [(rows * columns) - (2 << level)]);
        while (words.Count < words[0]) words.Add(Pad);
        words.AddRange(Check(words, 2 << level));
        var lines = Enumerable.Range(0, rows).Select(row => Line(words, row, rows, columns, level)).ToList();
        return Bitmap.Draw(Width(columns), rows * rowHeight, (x, y) => lines[y / rowHeight][x] == '1');
    }

    /// <summary>Source: Epson ESC/POS reference, GS ( k function 69, error correction by ratio.</summary>
    public static int LevelFor(int bytes, int tenths) => (bytes * 5 / 6 * tenths / 10) switch { <= 3 => 1, <= 10 => 2, <= 20 => 3, <= 45 => 4, <= 100 => 5, <= 200 => 6, <= 400 => 7, _ => 8 };

    private static int Rows(int words, int columns) => Math.Max(LeastRows, (words + columns - 1) / columns);

    private static int Width(int columns) => (Modules * (columns + 4)) + 1;

    /// <summary>Six bytes are five words; those that are left over are a word each.</summary>
    private static List<int> Encode(byte[] data)
    {
        var words = new List<int> { data.Length % 6 == 0 ? WholeBytes : Bytes };
        foreach (var chunk in data.Chunk(6))
        {
            if (chunk.Length < 6) words.AddRange(chunk.Select(octet => (int)octet));
            else
            {
                var number = chunk.Aggregate(0L, (sum, octet) => (sum << 8) | octet);
                var five = new int[5];
                for (var i = 4; i >= 0; i--, number /= 900) five[i] = (int)(number % 900);
                words.AddRange(five);
            }
        }
        return words;
    }

    private static string Line(List<int> words, int row, int rows, int columns, int level)
    {
        var (shape, depth, breadth) = ((rows - 1) / 3, (level * 3) + ((rows - 1) % 3), columns - 1);
        var (left, right) = (row % 3) switch { 0 => (shape, breadth), 1 => (depth, shape), _ => (breadth, depth) };
        var all = words.Skip(row * columns).Take(columns).Prepend((30 * (row / 3)) + left).Append((30 * (row / 3)) + right);
        return Start + string.Concat(all.Select(word => $"{Convert.ToString(Clusters.Value[row % 3][word], 2)}0")) + Stop;
    }

    private static IEnumerable<int> Check(List<int> words, int count)
    {
        var generator = Generator(count);
        var remainder = new int[count];
        foreach (var word in words)
        {
            var lead = (word + remainder[0]) % Prime;
            for (var i = 0; i < count; i++) remainder[i] = ((i + 1 < count ? remainder[i + 1] : 0) + (Prime - (lead * generator[i + 1] % Prime))) % Prime;
        }
        return remainder.Select(word => (Prime - word) % Prime);
    }

    private static int[] Generator(int count)
    {
        int[] product = [1];
        for (int i = 0, root = 3; i < count; i++, root = root * 3 % Prime)
            product = [.. Enumerable.Range(0, product.Length + 1).Select(k => ((k < product.Length ? product[k] : 0) + (k > 0 ? Prime - (product[k - 1] * root % Prime) : 0)) % Prime)];
        return product;
    }

    private static int[][] Load()
    {
        using var reader = new StreamReader(typeof(Pdf417).Assembly.GetManifestResourceStream("pdf417.txt")!);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Chunk(4).Select(word => int.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray())];
    }
}
