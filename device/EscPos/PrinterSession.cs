namespace Pennant.Device.EscPos;

/// <summary>One open connection to the printer: writes whole commands one after the other and hands out what comes back. What was asked here is answered here or never.</summary>
internal sealed class PrinterSession : IAsyncDisposable
{
    private readonly Stream stream;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly CancellationTokenSource closing = new();
    private readonly Lock gate = new();
    private readonly List<Expected> expected = [];
    private readonly Task reading;
    private IOException? end;
    private long writingSince;

    public PrinterSession(Stream stream, TimeProvider time)
    {
        (this.stream, this.time) = (stream, time);
        reading = Task.Run(ReadAsync);
    }

    /// <summary>What the printer last said of itself; null while it has said nothing that is still true.</summary>
    public PrinterStatus? Status { get; private set; }

    /// <summary>Set whenever the printer has said something of itself.</summary>
    public Signal Changed { get; } = new();

    /// <summary>Raised, on any thread, when the printer speaks without being asked or is lost.</summary>
    public event Action? Spoke;

    /// <summary>For how long the printer has not taken all of what is being sent; null while nothing is.</summary>
    public TimeSpan? StuckFor => Volatile.Read(ref writingSince) is > 0 and var since ? time.GetElapsedTime(since) : null;

    /// <summary>Writes one piece that no real-time request may interrupt. Returns when it has left the machine.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await writing.WaitAsync(ct);
        await WriteAsync(bytes, ct);
    }

    /// <summary>The next reply of this kind. Call it before sending what it answers; dispose of it when nobody waits any more.</summary>
    public Expected<T> Expect<T>(Func<T, bool>? isIt = null) where T : Reply
    {
        var wait = new Expected<T>(isIt ?? (_ => true), Forget);
        lock (gate)
        {
            if (end is null) expected.Add(wait);
            else wait.Fail(end);
        }
        return wait;
    }

    /// <summary>Asks for the printer's state. Answers carry no number: a request that was given up may be answered by the answers to a later one, which are as true.</summary>
    /// <returns>Null when not all is answered in time, or when a long write keeps the request from going out.</returns>
    public async Task<PrinterStatus?> AskAsync(TimeSpan limit, CancellationToken ct)
    {
        if (!await writing.WaitAsync(limit, ct)) return null;
        Expected<RealTimeReply>[] answers = [Expect<RealTimeReply>(), Expect<RealTimeReply>(), Expect<RealTimeReply>(), Expect<RealTimeReply>()];
        // Not cancelled: half a request would be taken for the beginning of the next command.
        var written = WriteAsync(Commands.AskStatus, closing.Token);
        try
        {
            var replies = await AllAsync(written, answers).WaitAsync(limit, time, ct);
            Say(PrinterStatus.FromRealTime(replies));
            return Status;
        }
        catch (TimeoutException)
        {
            foreach (var answer in answers) answer.Dispose();
            if (written.IsCompleted) Status = null;
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await stream.DisposeAsync();
        await reading;
        closing.Dispose();
    }

    private static async Task<byte[]> AllAsync(Task written, Expected<RealTimeReply>[] answers)
    {
        await written;
        var replies = await Task.WhenAll(answers.Select(a => a.Task));
        return [.. replies.Select(r => r.Status)];
    }

    /// <summary>Call it with the right to write, which it gives back.</summary>
    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        Volatile.Write(ref writingSince, Math.Max(1, time.GetTimestamp()));
        try
        {
            await stream.WriteAsync(bytes, ct);
            await stream.FlushAsync(ct);
        }
        catch (ObjectDisposedException e)
        {
            throw new IOException("the connection to the printer was closed", e);
        }
        finally
        {
            Volatile.Write(ref writingSince, 0);
            writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        var parser = new ReplyParser();
        var buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer, closing.Token) is > 0 and var count)
                foreach (var reply in parser.Parse(buffer.AsMemory(0, count))) Deliver(reply);
            Fail(new IOException("the printer closed the connection"));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Fail(e as IOException ?? new IOException("the connection to the printer was closed", e));
        }
    }

    private void Deliver(Reply reply)
    {
        lock (gate)
        {
            if (expected.FindIndex(w => w.Accepts(reply)) is >= 0 and var first) expected.RemoveAt(first);
        }
        if (reply is not AutomaticReply automatic) return;
        Say(PrinterStatus.FromAutomatic(automatic));
        Spoke?.Invoke();
    }

    private void Say(PrinterStatus status)
    {
        Status = status;
        Changed.Set();
    }

    private void Forget(Expected wait)
    {
        lock (gate) expected.Remove(wait);
    }

    private void Fail(IOException reason)
    {
        lock (gate)
        {
            end = reason;
            foreach (var wait in expected) wait.Fail(reason);
            expected.Clear();
        }
        Changed.Set();
        Spoke?.Invoke();
    }
}
