using System.Threading.Channels;

namespace Pennant.Device;

/// <summary>Wakes one waiting loop. Any number of sets before a wait count as one.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => channel.Writer.TryWrite(true);

    /// <summary>Forgets an earlier set.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Clear() => channel.Reader.TryRead(out _);

    public async Task WaitAsync(CancellationToken ct) => await channel.Reader.ReadAsync(ct);

    /// <summary>Also returns when <paramref name="limit"/> is over.</summary>
    public async Task WaitAsync(TimeSpan limit, TimeProvider time, CancellationToken ct)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timer.Token);
        try
        {
            await channel.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return; // the limit is over
        }
    }
}
