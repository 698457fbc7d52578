namespace Pennant.Device.Printing.Transports;

/// <summary>Writes no faster than a printer without flow control can follow: after each small chunk it waits for as long as the chunk takes to print.</summary>
internal sealed class PacedStream(Stream inner, int bytesPerSecond, TimeProvider time) : AsyncStream
{
    private readonly int chunk = Math.Clamp(bytesPerSecond / 20, 16, 512);
    private long due = time.GetTimestamp();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (; buffer.Length > 0; buffer = buffer[Math.Min(chunk, buffer.Length)..])
        {
            var now = time.GetTimestamp();
            if (due > now) await Task.Delay(time.GetElapsedTime(now, due), time, cancellationToken);
            var part = buffer[..Math.Min(chunk, buffer.Length)];
            await inner.WriteAsync(part, cancellationToken);
            due = Math.Max(due, now - Ticks(chunk)) + Ticks(part.Length); // a timer that was late is made up for by at most a chunk
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    private long Ticks(int bytes) => (long)((double)bytes / bytesPerSecond * time.TimestampFrequency);
}
