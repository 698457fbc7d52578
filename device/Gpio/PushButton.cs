namespace Pennant.Device.Gpio;

/// <summary>Makes presses of a contact's movements. A contact bounces: how it is once it has been still for 30 ms is what counts.</summary>
/// <param name="isDown">How the contact is at this moment.</param>
/// <param name="onShort">Pressed and let go within two seconds; called when it is let go.</param>
/// <param name="onLong">Held for two seconds; called then, so that whoever presses sees when it is enough.</param>
internal sealed class PushButton(Func<bool> isDown, Action onShort, Action onLong, TimeProvider time)
{
    internal static readonly TimeSpan Settles = TimeSpan.FromMilliseconds(30), Long = TimeSpan.FromSeconds(2);

    private readonly Signal moved = new();

    /// <summary>The contact moved. May be called any number of times, on any thread.</summary>
    public void Moved() => moved.Set();

    public async Task RunAsync(CancellationToken ct)
    {
        while (true)
        {
            await moved.WaitAsync(ct);
            if (!await IsDownWhenStillAsync(ct)) continue;
            if (await IsLetGoAsync(ct))
            {
                onShort();
                continue;
            }
            onLong();
            do await moved.WaitAsync(Long, time, ct); while (await IsDownWhenStillAsync(ct));
        }
    }

    private async Task<bool> IsLetGoAsync(CancellationToken ct)
    {
        var (since, limit) = (time.GetTimestamp(), Long - Settles);
        while (limit - time.GetElapsedTime(since) is var left && left > TimeSpan.Zero)
        {
            await moved.WaitAsync(left, time, ct);
            if (time.GetElapsedTime(since) < limit && !await IsDownWhenStillAsync(ct)) return true;
        }
        return !isDown(); // a movement may go unannounced
    }

    private async Task<bool> IsDownWhenStillAsync(CancellationToken ct)
    {
        do await Task.Delay(Settles, time, ct); while (moved.Clear());
        return isDown();
    }
}
