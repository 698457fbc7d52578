namespace Pennant.Local.Printer.Wire;

/// <summary>What can happen to the host's bytes on their way into the printer. Each may be changed at any time, from any thread.</summary>
internal sealed class InputFaults
{
    private readonly Lock changing = new();
    private long before;
    private int lost, every, overrunsAt;
    private bool sendsXoff;

    public event Action? Changed;

    /// <summary>Bytes that the receive buffer holds; what comes when it is full is lost, as with a printer whose flow control is not wired. 0 never loses any: the host has to wait.</summary>
    public int OverrunsAt
    {
        get
        {
            lock (changing) return overrunsAt;
        }
        set => Change(() => overrunsAt = value);
    }

    /// <summary>Whether XOFF and XON are sent as the receive buffer fills and empties.</summary>
    public bool SendsXoff
    {
        get
        {
            lock (changing) return sendsXoff;
        }
        set => Change(() => sendsXoff = value);
    }

    public bool IsDropping
    {
        get
        {
            lock (changing) return lost > 0;
        }
    }

    /// <summary>Loses bytes once.</summary>
    /// <param name="after">How many more arrive whole first.</param>
    public void Drop(int count, long after = 0) => Change(() => (before, lost, every) = (after, count, 0));

    /// <summary>Loses bytes again and again.</summary>
    /// <param name="every">How many arrive whole before each gap.</param>
    public void DropEvery(int every, int count) => Change(() => (before, lost, this.every) = (every, count, every));

    public void StopDropping() => Change(() => (lost, every) = (0, 0));

    /// <summary>Takes the lost bytes out.</summary>
    /// <returns>How many are left, at the beginning.</returns>
    public int Keep(Span<byte> bytes)
    {
        var kept = 0;
        var ended = false;
        lock (changing)
        {
            if (lost == 0) return bytes.Length;
            var gap = lost;
            foreach (var octet in bytes)
            {
                if (lost == 0 || before-- > 0) bytes[kept++] = octet;
                else if (-before >= gap)
                {
                    before = every;
                    if (every > 0) continue;
                    lost = 0;
                    ended = true;
                }
            }
        }
        if (ended) Changed?.Invoke();
        return kept;
    }

    private void Change(Action change)
    {
        lock (changing) change();
        Changed?.Invoke();
    }
}
