using Pennant.Local.Printer.Drawing;

namespace Pennant.Local.Printer;

/// <summary>Brings characters and pictures onto the paper line by line, or in page mode onto the page.</summary>
internal sealed class Press(Paper paper, Layout layout)
{
    /// <summary>Of a picture in a line: it stands as low as the letters' tails.</summary>
    private const int DescentRows = 5;

    private readonly Line line = new();

    /// <summary>Null in standard mode.</summary>
    public Page? Page { get; private set; }

    /// <summary>At the beginning of a line some commands work that do not elsewhere.</summary>
    public bool IsAtLineStart => Page is null && line.IsEmpty;

    public int Position
    {
        get => Page?.X ?? line.Position;
        set
        {
            if (Page is null) line.Position = Math.Max(0, value);
            else Page.X = Math.Max(0, value);
        }
    }

    public async ValueTask AddAsync(Bitmap dots, int ascent, CancellationToken cancellation)
    {
        if (Page is not null)
        {
            Page.Add(dots, ascent, layout.LineSpacing);
            return;
        }
        if (line.Position + dots.Width > layout.AreaWidth && !line.IsEmpty) await EndLineAsync(layout.LineSpacing, cancellation);
        line.Add(dots, ascent);
    }

    /// <summary>A picture in the line, like a character.</summary>
    public ValueTask AddPictureAsync(Bitmap dots, CancellationToken cancellation) => AddAsync(dots, dots.Height - DescentRows, cancellation);

    /// <param name="rows">From the top of this line to the top of the next; a line that is higher takes its height.</param>
    public async ValueTask EndLineAsync(int rows, CancellationToken cancellation)
    {
        if (Page is not null)
        {
            (Page.X, Page.Y) = (0, Page.Y + rows);
            return;
        }
        if (line.IsEmpty)
        {
            line.Clear();
            await paper.FeedAsync(rows, cancellation);
            return;
        }
        var dots = line.Take();
        await PrintAsync(layout.IsUpsideDown ? TurnedOver(dots) : dots, cancellation);
        await paper.FeedAsync(Math.Max(0, rows - dots.Height), cancellation);
    }

    /// <summary>Whatever waits in the line comes out first, without a gap.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        if (Page is null && !line.IsEmpty) await EndLineAsync(0, cancellation);
    }

    /// <summary>A picture of its own, where the alignment says.</summary>
    public async ValueTask PictureAsync(Bitmap picture, CancellationToken cancellation)
    {
        if (Page is not null)
        {
            await AddPictureAsync(picture, cancellation);
            return;
        }
        await FlushAsync(cancellation);
        await PrintAsync(picture, cancellation);
    }

    /// <param name="row">One row of a picture, whole bytes.</param>
    public ValueTask RowAsync(ReadOnlySpan<byte> row, int dots, CancellationToken cancellation) => paper.PrintRowAsync(layout.Place(row, dots), cancellation);

    public void EnterPageMode() => Page ??= new Page(layout.PaperDots);

    /// <summary>What is on the page is lost.</summary>
    public void LeavePageMode() => Page = null;

    /// <summary>FF and ESC FF. The page itself stays.</summary>
    public async ValueTask PrintPageAsync(CancellationToken cancellation)
    {
        if (Page is null) return;
        var page = Page.Print();
        for (var y = 0; y < page.Height; y++) await paper.PrintRowAsync(page.Row(y), cancellation);
    }

    /// <summary>What waits is lost.</summary>
    public void Clear()
    {
        line.Clear();
        Page = null;
    }

    private async ValueTask PrintAsync(Bitmap dots, CancellationToken cancellation)
    {
        for (var y = 0; y < dots.Height; y++) await paper.PrintRowAsync(layout.Place(dots.Row(y), dots.Width), cancellation);
    }

    /// <summary>Read with the paper upside down, the line stands where the alignment says.</summary>
    private Bitmap TurnedOver(Bitmap dots)
    {
        var whole = new Bitmap(layout.AreaWidth, dots.Height);
        whole.Add(dots, layout.LeftOf(dots.Width) - layout.LeftMargin, 0);
        return whole.TurnedOver();
    }
}
