namespace Pennant.Device.Connection;

/// <summary>Lets a second's worth through at once and the rest at an even rate.</summary>
internal sealed class Pace(int perSecond, TimeProvider time)
{
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private readonly TimeSpan each = Burst / perSecond;
    private readonly long start = time.GetTimestamp();
    private TimeSpan next = TimeSpan.Zero;

    public async Task WaitAsync(CancellationToken ct)
    {
        if (Take() is var wait && wait > TimeSpan.Zero) await Task.Delay(wait, time, ct);
    }

    private TimeSpan Take()
    {
        lock (gate)
        {
            var now = time.GetElapsedTime(start);
            next = (next > now ? next : now) + each;
            return next - now - Burst;
        }
    }
}
