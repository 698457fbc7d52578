namespace Pennant.Local.Printer;

internal enum PaperRoll { Enough, NearEnd, Out }

/// <summary>What stops a printer besides paper and cover. A jammed cutter is recovered by the host (DLE ENQ) or by hand, a hot head by itself, the other only by switching off.</summary>
internal enum PrinterError { None, CutterJam, HotHead, Unrecoverable }

/// <summary>What the printer's sensors see.</summary>
internal readonly record struct Sensors(PaperRoll Paper, bool IsCoverOpen, PrinterError Error = PrinterError.None, bool IsFeeding = false, bool IsDrawerOpen = false)
{
    /// <summary>An off-line printer takes bytes in and answers real-time requests, and does nothing else.</summary>
    public bool IsOnline => Paper != PaperRoll.Out && !IsCoverOpen && Error == PrinterError.None && !IsFeeding;
}

/// <summary>The sensors as they change, and a gate that is open while the printer can print.</summary>
internal sealed class Condition
{
    private readonly Lock changing = new();
    private Sensors sensors;
    private TaskCompletionSource ready = Opened();

    /// <summary>Called after each change, with the state before and after it.</summary>
    public event Action<Sensors, Sensors>? Changed;

    public Sensors Now
    {
        get
        {
            lock (changing) return sensors;
        }
    }

    public void Change(Func<Sensors, Sensors> change)
    {
        Sensors before, after;
        lock (changing)
        {
            before = sensors;
            sensors = after = change(before);
            if (before.IsOnline && !after.IsOnline) ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        // The host hears of it before the printer goes on.
        if (before != after) Changed?.Invoke(before, after);
        lock (changing)
            if (sensors.IsOnline) ready.TrySetResult();
    }

    public Task WhenOnlineAsync(CancellationToken cancellation)
    {
        lock (changing) return ready.Task.WaitAsync(cancellation);
    }

    private static TaskCompletionSource Opened()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
