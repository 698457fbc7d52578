namespace Pennant.Local.Printer.Barcodes;

/// <summary>Check words over a field of 2^m elements.</summary>
internal sealed class ReedSolomon
{
    private readonly int[] powers, logs;
    private readonly int order;

    /// <param name="size">Elements of the field.</param>
    /// <param name="polynomial">That makes the field.</param>
    public ReedSolomon(int size, int polynomial)
    {
        (order, powers, logs) = (size - 1, new int[size], new int[size]);
        for (int i = 0, value = 1; i < order; i++)
        {
            (powers[i], logs[value]) = (value, i);
            value <<= 1;
            if (value >= size) value ^= polynomial;
        }
    }

    /// <returns>The remainder of the words by the product of x - a^1 to x - a^count.</returns>
    public int[] Check(IReadOnlyList<int> words, int count)
    {
        var generator = Generator(count);
        var remainder = new int[count];
        foreach (var word in words)
        {
            var lead = word ^ remainder[0];
            for (var i = 0; i < count; i++) remainder[i] = (i + 1 < count ? remainder[i + 1] : 0) ^ Times(lead, generator[i + 1]);
        }
        return remainder;
    }

    /// <summary>Highest power first.</summary>
    private int[] Generator(int count)
    {
        int[] product = [1];
        for (var root = 1; root <= count; root++)
        {
            var next = new int[product.Length + 1];
            for (var i = 0; i < product.Length; i++)
            {
                next[i] ^= product[i];
                next[i + 1] ^= Times(product[i], powers[root % order]);
            }
            product = next;
        }
        return product;
    }

    private int Times(int a, int b) => a == 0 || b == 0 ? 0 : powers[(logs[a] + logs[b]) % order];
}
