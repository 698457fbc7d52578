namespace Pennant.Receipts;

/// <summary>
/// Printers obey <c>DLE EOT</c>, <c>DLE ENQ</c> and <c>DLE DC4</c> (10 04, 10 05, 10 14) wherever they stand, inside a picture too. No way of sending rows keeps two
/// neighbouring bytes of one row apart on every model, so the picture itself never holds such a pair: one more dot is set beside the first byte's only one, before anybody sees it.
/// </summary>
public static class RealTime
{
    private const byte Dle = 0x10, OneMoreDot = 0x20;

    /// <summary>Whether a printer would obey something in here.</summary>
    public static bool IsIn(ReadOnlySpan<byte> bits)
    {
        for (var i = Next(bits, 0); i >= 0; i = Next(bits, i + 1))
            if (IsPair(bits, i)) return true;
        return false;
    }

    /// <summary>Breaks every pair, across the ends of rows too. Nothing changes where there is none.</summary>
    public static void Break(Span<byte> bits)
    {
        for (var i = Next(bits, 0); i >= 0; i = Next(bits, i + 1))
            if (IsPair(bits, i)) bits[i] |= OneMoreDot;
    }

    private static int Next(ReadOnlySpan<byte> bits, int from) => bits[from..].IndexOf(Dle) is >= 0 and var found ? from + found : -1;

    private static bool IsPair(ReadOnlySpan<byte> bits, int i) => i + 1 < bits.Length && bits[i + 1] is (0x04 or 0x05 or 0x14);
}
