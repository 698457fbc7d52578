namespace Pennant.Local.Printer.Drawing;

/// <summary>Dots while they are being drawn. What lies outside is cut off.</summary>
internal sealed class Bitmap(int width, int height)
{
    private readonly bool[] dots = new bool[width * height];

    public int Width => width;

    public int Height => height;

    public bool this[int x, int y]
    {
        get => x >= 0 && x < width && y >= 0 && y < height && dots[(y * width) + x];
        set
        {
            if (x >= 0 && x < width && y >= 0 && y < height) dots[(y * width) + x] = value;
        }
    }

    /// <summary>Rows of whole bytes, the highest bit leftmost. Bytes that are missing are white.</summary>
    public static Bitmap FromRows(ReadOnlySpan<byte> bits, int width, int height)
    {
        var (bitmap, stride) = (new Bitmap(width, height), (width + 7) / 8);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                if ((y * stride) + (x >> 3) is var i && i < bits.Length && (bits[i] & (0x80 >> (x & 7))) != 0) bitmap[x, y] = true;
        return bitmap;
    }

    /// <summary>Columns of whole bytes, the highest bit on top.</summary>
    public static Bitmap FromColumns(ReadOnlySpan<byte> bits, int width, int bytesPerColumn)
    {
        var bitmap = new Bitmap(width, bytesPerColumn * 8);
        for (var x = 0; x < width; x++)
            for (var y = 0; y < bitmap.Height; y++)
                if ((x * bytesPerColumn) + (y >> 3) is var i && i < bits.Length && (bits[i] & (0x80 >> (y & 7))) != 0) bitmap[x, y] = true;
        return bitmap;
    }

    /// <param name="dot">Whether the dot at x and y is black.</param>
    public static Bitmap Draw(int width, int height, Func<int, int, bool> dot)
    {
        var bitmap = new Bitmap(width, height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++) bitmap.dots[(y * width) + x] = dot(x, y);
        return bitmap;
    }

    public Bitmap Fill(int left, int top, int across, int down)
    {
        for (var y = top; y < top + down; y++)
            for (var x = left; x < left + across; x++) this[x, y] = true;
        return this;
    }

    /// <summary>Adds the black dots of another one.</summary>
    public void Add(Bitmap other, int left, int top)
    {
        for (var y = Math.Max(0, -top); y < other.Height && top + y < height; y++)
            for (var x = Math.Max(0, -left); x < other.Width && left + x < width; x++)
                if (other.dots[(y * other.Width) + x]) dots[((top + y) * width) + left + x] = true;
    }

    public Bitmap Scaled(int across, int down) => across == 1 && down == 1 ? this : Draw(width * across, height * down, (x, y) => dots[(y / down * width) + (x / across)]);

    public Bitmap Inverted() => Draw(width, height, (x, y) => !this[x, y]);

    /// <summary>Each dot also blackens its right neighbour.</summary>
    public Bitmap Bold() => Draw(width, height, (x, y) => this[x, y] || this[x - 1, y]);

    public Bitmap TurnedRight() => Draw(height, width, (x, y) => this[y, height - 1 - x]);

    public Bitmap TurnedLeft() => Draw(height, width, (x, y) => this[width - 1 - y, x]);

    public Bitmap TurnedOver() => Draw(width, height, (x, y) => this[width - 1 - x, height - 1 - y]);

    /// <summary>One row as a printer takes it: whole bytes, the highest bit leftmost.</summary>
    public byte[] Row(int y)
    {
        var row = new byte[(width + 7) / 8];
        for (var x = 0; x < width; x++)
            if (dots[(y * width) + x]) row[x >> 3] |= (byte)(0x80 >> (x & 7));
        return row;
    }
}
