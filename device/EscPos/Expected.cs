namespace Pennant.Device.EscPos;

/// <summary>A reply that somebody waits for.</summary>
internal abstract class Expected
{
    /// <returns>Whether it is the one; it is then nobody else's.</returns>
    public abstract bool Accepts(Reply reply);

    public abstract void Fail(IOException reason);
}

/// <param name="forget">Called when nobody waits any more.</param>
internal sealed class Expected<T>(Func<T, bool> isIt, Action<Expected> forget) : Expected, IDisposable where T : Reply
{
    private readonly TaskCompletionSource<T> source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Fails with an <see cref="IOException"/> when the connection ends first.</summary>
    public Task<T> Task => source.Task;

    public override bool Accepts(Reply reply) => reply is T wanted && isIt(wanted) && source.TrySetResult(wanted);

    public override void Fail(IOException reason)
    {
        source.TrySetException(reason);
        _ = source.Task.Exception; // nobody may be waiting yet, or any more
    }

    /// <returns>Whether it came within <paramref name="limit"/>.</returns>
    /// <exception cref="IOException">The connection ended.</exception>
    public async Task<bool> CameAsync(TimeSpan limit, TimeProvider time, CancellationToken ct)
    {
        try
        {
            await source.Task.WaitAsync(limit, time, ct);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public void Dispose() => forget(this);
}
