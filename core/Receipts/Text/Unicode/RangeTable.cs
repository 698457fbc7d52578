namespace Pennant.Receipts.Text.Unicode;

/// <summary>One small number for every code point, kept as the starts of ranges.</summary>
internal sealed class RangeTable(int[] starts, byte[] values)
{
    public byte this[int codePoint]
    {
        get
        {
            var found = Array.BinarySearch(starts, codePoint);
            return values[found >= 0 ? found : ~found - 1];
        }
    }
}
