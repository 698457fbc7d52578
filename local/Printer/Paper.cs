using Pennant.Receipts;

namespace Pennant.Local.Printer;

/// <summary>The head, the motor and the cutter: rows come out one after the other, at the printer's speed, while there is paper and the cover is closed.</summary>
internal sealed class Paper(PrinterSettings settings, Condition condition, SlipStore slips, TimeProvider clock)
{
    /// <summary>Somebody tears it off then.</summary>
    private const int LongestMm = 4_000;

    /// <summary>Waiting for single rows would cost more than printing them.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(5);

    private readonly PrinterProfile profile = PrinterProfile.For(settings.WidthDots);
    private readonly Lock changing = new();
    private readonly List<byte> dots = [];
    private readonly List<string> processIds = [];
    private readonly Dictionary<string, (int Rows, Action Then)> ahead = [];
    private TimeSpan owed;
    private volatile bool isJamming;

    /// <summary>The row under the head, from the top of this slip: below the last one unless the paper was pulled back.</summary>
    private int head;

    /// <summary>A row came out, or the paper was cut.</summary>
    public event Action? Moved;

    public int WidthDots => settings.WidthDots;

    public int Stride => (settings.WidthDots + 7) / 8;

    /// <summary>Null prints at once.</summary>
    public double? MillimetresPerSecond { get; set; } = settings.MillimetresPerSecond;

    /// <summary>The next cut jams: an error that the host or a person recovers from, and then the cut is made.</summary>
    public bool JamsAtNextCut { get => isJamming; set => isJamming = value; }

    /// <summary>What hangs out of the printer, not cut yet; null when there is nothing.</summary>
    public Raster? Uncut
    {
        get
        {
            lock (changing) return dots.Count == 0 ? null : new Raster(WidthDots, dots.Count / Stride, [.. dots]);
        }
    }

    public int UncutRows
    {
        get
        {
            lock (changing) return dots.Count / Stride;
        }
    }

    /// <summary>Does something once so much more paper has come out, also in the middle of a picture.</summary>
    /// <param name="name">One of each name waits at a time; the newer one stands.</param>
    /// <param name="millimetres">Null forgets it.</param>
    public void After(string name, double? millimetres, Action then)
    {
        lock (changing)
        {
            if (millimetres is { } mm) ahead[name] = (Math.Max(1, profile.Dots(mm)), then);
            else ahead.Remove(name);
        }
    }

    public bool IsAhead(string name)
    {
        lock (changing) return ahead.ContainsKey(name);
    }

    /// <param name="row"><see cref="Stride"/> bytes.</param>
    public async ValueTask PrintRowAsync(ReadOnlyMemory<byte> row, CancellationToken cancellation)
    {
        await condition.WhenOnlineAsync(cancellation);
        cancellation.ThrowIfCancellationRequested();
        AddRow(row.Span);
        if (MillimetresPerSecond is { } speed) await WaitAsync(TimeSpan.FromSeconds(profile.Millimetres(1) / speed), cancellation);
    }

    public async ValueTask FeedAsync(int rows, CancellationToken cancellation)
    {
        var blank = new byte[Stride];
        for (var i = 0; i < rows; i++) await PrintRowAsync(blank, cancellation);
    }

    /// <summary>Paper that the feed button moves, whatever the printer is doing.</summary>
    public void Feed(int rows)
    {
        for (var i = 0; i < rows; i++) AddRow(new byte[Stride]);
    }

    /// <summary>Pulls the paper back, as far as this slip goes: what comes next is printed over what is there.</summary>
    public void Retract(int rows)
    {
        lock (changing) head = Math.Max(0, head - rows);
    }

    /// <summary>What the host asks for. Without a cutter nothing happens.</summary>
    public async ValueTask CutAsync(CancellationToken cancellation)
    {
        if (!settings.HasCutter) return;
        if (isJamming)
        {
            isJamming = false;
            condition.Change(s => s with { Error = PrinterError.CutterJam });
            await condition.WhenOnlineAsync(cancellation);
        }
        TearOff();
    }

    /// <summary>What hangs out becomes a slip.</summary>
    public void TearOff()
    {
        Raster paper;
        string[] named;
        lock (changing)
        {
            if (dots.Count == 0) return;
            paper = new Raster(WidthDots, dots.Count / Stride, [.. dots]);
            named = [.. processIds];
            dots.Clear();
            processIds.Clear();
            head = 0;
        }
        slips.Add(paper, clock.GetUtcNow(), named);
        Moved?.Invoke();
    }

    /// <summary>All before this is on paper: names the slip that it is on.</summary>
    public void Name(string processId)
    {
        lock (changing)
        {
            if (dots.Count > 0)
            {
                processIds.Add(processId);
                return;
            }
        }
        slips.NameLast(processId);
    }

    private void AddRow(ReadOnlySpan<byte> row)
    {
        List<Action>? reached;
        bool isLongest;
        lock (changing)
        {
            var start = head++ * Stride;
            if (start == dots.Count) dots.AddRange(row);
            else
                for (var i = 0; i < Stride; i++) dots[start + i] |= row[i];
            reached = Reached();
            isLongest = profile.Millimetres(dots.Count / Stride) >= LongestMm;
        }
        reached?.ForEach(then => then());
        if (isLongest) TearOff();
        Moved?.Invoke();
    }

    private List<Action>? Reached()
    {
        List<Action>? reached = null;
        if (ahead.Count == 0) return null;
        foreach (var (name, (rows, then)) in ahead.ToArray())
        {
            if (rows > 1) ahead[name] = (rows - 1, then);
            else
            {
                ahead.Remove(name);
                (reached ??= []).Add(then);
            }
        }
        return reached;
    }

    private async ValueTask WaitAsync(TimeSpan more, CancellationToken cancellation)
    {
        owed += more;
        if (owed < ShortestWait) return;
        var wait = owed;
        owed = TimeSpan.Zero;
        await Task.Delay(wait, clock, cancellation);
    }
}
