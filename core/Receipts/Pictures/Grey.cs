namespace Pennant.Receipts.Pictures;

/// <summary>A picture of greys: a byte a dot, 0 black, 255 the white of the paper. All arithmetic is in whole numbers, so that every machine agrees.</summary>
internal sealed record Grey(int Width, int Height, byte[] Light)
{
    /// <summary>Each dot as light as the area that it stands for; the new sides may not be longer than the old.</summary>
    public Grey Shrunk(int width, int height)
    {
        var small = new byte[width * height];
        var columns = Shares(Width, width);
        var sums = new long[width];
        for (var y = 0; y < height; y++)
        {
            Array.Clear(sums);
            foreach (var (row, share) in Rows(y, height)) AddRow(row, share, columns, sums);
            for (var x = 0; x < width; x++) small[(y * width) + x] = (byte)(((2 * sums[x]) + ((long)Width * Height)) / (2L * Width * Height));
        }
        return new Grey(width, height, small);
    }

    public Grey Enlarged(int factor)
    {
        if (factor == 1) return this;
        var large = new byte[Width * factor * Height * factor];
        for (var y = 0; y < Height * factor; y++)
            for (var x = 0; x < Width * factor; x++) large[(y * Width * factor) + x] = Light[(y / factor * Width) + (x / factor)];
        return new Grey(Width * factor, Height * factor, large);
    }

    private void AddRow(int row, int share, (int To, int Share, int Next)[] columns, long[] sums)
    {
        var light = Light.AsSpan(row * Width, Width);
        for (var x = 0; x < light.Length; x++)
        {
            var (to, part, next) = columns[x];
            sums[to] += (long)light[x] * part * share;
            if (next > 0) sums[to + 1] += (long)light[x] * next * share;
        }
    }

    /// <summary>The old rows that a new one covers, and how much of each, in parts of the new height.</summary>
    private IEnumerable<(int Row, int Share)> Rows(int y, int height)
    {
        long top = (long)y * Height, bottom = top + Height;
        for (var row = top / height; row * height < bottom; row++)
            yield return ((int)row, (int)(Math.Min(bottom, (row + 1) * height) - Math.Max(top, row * height)));
    }

    /// <summary>Where each old column goes: so much of it to one new column, the other part to the next.</summary>
    private static (int To, int Share, int Next)[] Shares(int from, int to)
    {
        var shares = new (int, int, int)[from];
        for (var x = 0; x < from; x++)
        {
            var (left, right) = ((long)x * to, (x + 1L) * to);
            var column = left / from;
            var share = (int)(Math.Min(right, (column + 1) * from) - left);
            shares[x] = ((int)column, share, to - share);
        }
        return shares;
    }
}
