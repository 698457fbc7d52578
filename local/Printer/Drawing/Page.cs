namespace Pennant.Local.Printer.Drawing;

/// <summary>Page mode: what is sent waits on a page, in areas of its own direction each, and is printed as a whole.</summary>
internal sealed class Page
{
    /// <summary>Rows that a page can hold.</summary>
    private const int LongestRows = 4_800;
    private const int DescentRows = 5, FirstLine = 24;
    private readonly List<(Bitmap Dots, int Left, int Top)> areas = [];
    private Bitmap? area;
    private readonly int paperDots;
    private int left, top, width, height = LongestRows, direction;

    /// <summary>Rows that the host has set aside; 0 leaves it to what is on the page.</summary>
    private int wantedRows;

    public Page(int paperDots) => this.paperDots = width = paperDots;

    /// <summary>Along the line, in dots.</summary>
    public int X { get; set; }

    /// <summary>The lower edge of the line's characters.</summary>
    public int Y { get; set; } = FirstLine;

    private int LineWidth => direction % 2 == 0 ? width : height;

    /// <param name="towards">0 to the right, 1 upwards, 2 to the left, 3 downwards.</param>
    public void SetDirection(int towards) => (direction, X, Y) = (towards, 0, FirstLine);

    public void SetArea(int x, int y, int across, int down)
    {
        Keep();
        (left, top) = (Math.Min(x, paperDots - 1), Math.Min(y, LongestRows - 1));
        (width, height) = (Math.Clamp(across, 1, paperDots - left), Math.Clamp(down, 1, LongestRows - top));
        (wantedRows, X, Y) = (Math.Max(wantedRows, top + height), 0, FirstLine);
    }

    public void Add(Bitmap dots, int ascent, int lineSpacing)
    {
        if (X + dots.Width > LineWidth && X > 0) (X, Y) = (0, Y + lineSpacing);
        Draw(dots, X, Y - DescentRows - ascent);
        X += dots.Width;
    }

    /// <summary>CAN: empties the area in force.</summary>
    public void ClearArea()
    {
        area = null;
        areas.RemoveAll(kept => kept.Left == left && kept.Top == top && kept.Dots.Width == width && kept.Dots.Height == height);
        (X, Y) = (0, FirstLine);
    }

    /// <returns>The whole page; it stays as it is.</returns>
    public Bitmap Print()
    {
        Keep();
        var rows = Math.Max(wantedRows, areas.Count == 0 ? 0 : areas.Max(kept => kept.Top + InkRows(kept.Dots)));
        var page = new Bitmap(paperDots, rows);
        foreach (var kept in areas) page.Add(kept.Dots, kept.Left, kept.Top);
        return page;
    }

    private void Draw(Bitmap dots, int x, int y)
    {
        area ??= new Bitmap(width, height);
        if (direction == 0) area.Add(dots, x, y);
        if (direction == 1) area.Add(dots.TurnedLeft(), y, height - x - dots.Width);
        if (direction == 2) area.Add(dots.TurnedOver(), width - x - dots.Width, height - y - dots.Height);
        if (direction == 3) area.Add(dots.TurnedRight(), width - y - dots.Height, x);
    }

    private void Keep()
    {
        if (area is not null && !areas.Exists(kept => kept.Dots == area)) areas.Add((area, left, top));
        area = null;
    }

    private static int InkRows(Bitmap dots)
    {
        for (var y = dots.Height - 1; y >= 0; y--)
            for (var x = 0; x < dots.Width; x++)
                if (dots[x, y]) return y + 1;
        return 0;
    }
}
