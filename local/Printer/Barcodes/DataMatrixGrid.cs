namespace Pennant.Local.Printer.Barcodes;

/// <summary>Where the bits of the words stand: diagonals of eight modules each, which wrap around the edges. Source: ISO/IEC 16022, annex F.</summary>
internal sealed class DataMatrixGrid
{
    // Rows and columns of the eight bits; those below zero count from the far edge.
    private static readonly (int Row, int Column)[]
        Corner1 = [(-1, 0), (-1, 1), (-1, 2), (0, -2), (0, -1), (1, -1), (2, -1), (3, -1)],
        Corner2 = [(-3, 0), (-2, 0), (-1, 0), (0, -4), (0, -3), (0, -2), (0, -1), (1, -1)],
        Corner3 = [(-3, 0), (-2, 0), (-1, 0), (0, -2), (0, -1), (1, -1), (2, -1), (3, -1)],
        Corner4 = [(-1, 0), (-1, -1), (0, -3), (0, -2), (0, -1), (1, -3), (1, -2), (1, -1)],
        Shape = [(-2, -2), (-2, -1), (-1, -2), (-1, -1), (-1, 0), (0, -2), (0, -1), (0, 0)];

    private readonly int[] words;
    private readonly int size;
    private readonly bool?[,] modules;
    private int next;

    private DataMatrixGrid(int[] words, int size) => (this.words, this.size, modules) = (words, size, new bool?[size, size]);

    /// <param name="size">Modules in a row without the borders.</param>
    /// <returns>By column and row.</returns>
    public static bool[,] Place(int[] words, int size)
    {
        var grid = new DataMatrixGrid(words, size);
        grid.Fill();
        var placed = new bool[size, size];
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++) placed[column, row] = grid.modules[row, column] ?? IsLastCorner(size, row, column);
        return placed;
    }

    /// <summary>Two modules that no word reaches in some sizes are black.</summary>
    private static bool IsLastCorner(int size, int row, int column) => row == column && row >= size - 2;

    private void Fill()
    {
        var (row, column) = (4, 0);
        do
        {
            if (row == size && column == 0) Put(Corner1);
            if (row == size - 2 && column == 0 && size % 4 != 0) Put(Corner2);
            if (row == size - 2 && column == 0 && size % 8 == 4) Put(Corner3);
            if (row == size + 4 && column == 2 && size % 8 == 0) Put(Corner4);
            for (; row >= 0 && column < size; (row, column) = (row - 2, column + 2)) PutAt(row, column);
            (row, column) = (row + 1, column + 3);
            for (; row < size && column >= 0; (row, column) = (row + 2, column - 2)) PutAt(row, column);
            (row, column) = (row + 3, column + 1);
        }
        while (row < size || column < size);
    }

    private void PutAt(int row, int column)
    {
        if (row < 0 || row >= size || column < 0 || column >= size || modules[row, column] is not null) return;
        for (var bit = 0; bit < 8; bit++) Set(row + Shape[bit].Row, column + Shape[bit].Column, bit);
        next++;
    }

    private void Put((int Row, int Column)[] corner)
    {
        for (var bit = 0; bit < 8; bit++) Set((corner[bit].Row + size) % size, (corner[bit].Column + size) % size, bit);
        next++;
    }

    private void Set(int row, int column, int bit)
    {
        if (row < 0) (row, column) = (row + size, column + 4 - ((size + 4) % 8));
        if (column < 0) (row, column) = (row + 4 - ((size + 4) % 8), column + size);
        modules[row, column] = (words[next] & (0x80 >> bit)) != 0;
    }
}
