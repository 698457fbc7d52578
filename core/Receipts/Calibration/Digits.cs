namespace Pennant.Receipts.Calibration;

/// <summary>Digits of three by five dots, so that the ruler needs no font.</summary>
internal static class Digits
{
    private const int Columns = 3, Rows = 5;

    /// <summary>Rows from the top, the leftmost dot is 4.</summary>
    private static readonly byte[][] Shapes =
    [
        [7, 5, 5, 5, 7], [2, 6, 2, 2, 7], [7, 1, 7, 4, 7], [7, 1, 7, 1, 7], [5, 5, 7, 1, 1],
        [7, 4, 7, 1, 7], [7, 4, 7, 5, 7], [7, 1, 1, 2, 2], [7, 5, 7, 5, 7], [7, 5, 7, 1, 7],
    ];

    public static int Height(int scale) => Rows * scale;

    public static int Width(int number, int scale) => ((Text(number).Length * (Columns + 1)) - 1) * scale;

    public static void Draw(Canvas canvas, int number, int left, int top, int scale)
    {
        foreach (var digit in Text(number))
        {
            for (var y = 0; y < Rows; y++)
                for (var x = 0; x < Columns; x++)
                    if ((Shapes[digit - '0'][y] & (4 >> x)) != 0) canvas.Fill(left + (x * scale), top + (y * scale), scale, scale);
            left += (Columns + 1) * scale;
        }
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
