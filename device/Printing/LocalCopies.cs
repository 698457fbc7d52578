namespace Pennant.Device.Printing;

/// <summary>The wish, from the button, for a copy of the last message. Any number of presses before it is taken up are one.</summary>
internal sealed class LocalCopies
{
    private int wished;

    public event Action? Wished;

    public void Wish()
    {
        Interlocked.Exchange(ref wished, 1);
        Wished?.Invoke();
    }

    /// <returns>Whether there is a wish, which is then fulfilled or forgotten.</returns>
    public bool Take() => Interlocked.Exchange(ref wished, 0) == 1;
}
