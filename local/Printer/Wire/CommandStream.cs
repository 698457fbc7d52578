namespace Pennant.Local.Printer.Wire;

#pragma warning disable CA1001 // The source of the token has no timer and no handle: there is nothing to give back.
/// <summary>The bytes of one connection, in order. <see cref="EndOfStreamException"/> in the middle of a command means that its rest will never come.</summary>
internal sealed class CommandStream(Stream stream)
#pragma warning restore CA1001
{
    private readonly byte[] buffer = new byte[4096];
    private readonly CancellationTokenSource discarded = new();
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int start, end;
    private long taken;

    /// <summary>Cancelled when the host has the printer throw away all that it sent.</summary>
    public CancellationToken Discarded => discarded.Token;

    /// <summary>Bytes that have been obeyed, or are being.</summary>
    public long Taken => Interlocked.Read(ref taken);

    /// <summary>Called after each time that bytes were taken.</summary>
    public Action? Progressed { get; init; }

    /// <summary>Done when the printer has obeyed all of it, or has thrown the rest away.</summary>
    public Task Left => left.Task;

    public void Discard() => discarded.Cancel();

    public void Leave() => left.TrySetResult();

    /// <returns>Null at the end.</returns>
    public async ValueTask<byte?> FirstAsync(CancellationToken cancellation)
    {
        if (start == end)
        {
            (start, end) = (0, await stream.ReadAsync(buffer, cancellation));
            if (end == 0) return null;
        }
        Take(1);
        return buffer[start++];
    }

    public async ValueTask<byte> NextAsync(CancellationToken cancellation) => await FirstAsync(cancellation) ?? throw new EndOfStreamException();

    /// <summary>A number of two bytes, the lower one first.</summary>
    public async ValueTask<int> NumberAsync(CancellationToken cancellation) => await NextAsync(cancellation) | (await NextAsync(cancellation) << 8);

    public async ValueTask<byte[]> ReadAsync(int count, CancellationToken cancellation)
    {
        var bytes = new byte[count];
        var buffered = Math.Min(count, end - start);
        buffer.AsSpan(start, buffered).CopyTo(bytes);
        start += buffered;
        await stream.ReadExactlyAsync(bytes.AsMemory(buffered), cancellation);
        Take(count);
        return bytes;
    }

    public async ValueTask SkipAsync(long count, CancellationToken cancellation)
    {
        for (; count > 0; count--) await NextAsync(cancellation);
    }

    private void Take(int count)
    {
        Interlocked.Add(ref taken, count);
        Progressed?.Invoke();
    }
}
