namespace Pennant.Device.Printing;

/// <summary>What people at the printer wish: by the button a copy of the last message, and any number of presses before it is taken up are one; by a command a test slip.</summary>
internal sealed class LocalCopies
{
    private int wished;
    private LocalSlip? slip;

    public event Action? Wished;

    public void Wish()
    {
        Interlocked.Exchange(ref wished, 1);
        Wished?.Invoke();
    }

    /// <returns>Whether there is a wish, which is then fulfilled or forgotten.</returns>
    public bool Take() => Interlocked.Exchange(ref wished, 0) == 1;

    /// <summary>One slip at a time: an earlier one that was not taken up is not printed.</summary>
    public void Wish(LocalSlip wanted)
    {
        Interlocked.Exchange(ref slip, wanted)?.Tell(new SlipOutcome("another test was asked for", null));
        Wished?.Invoke();
    }

    public LocalSlip? TakeSlip() => Interlocked.Exchange(ref slip, null);
}
