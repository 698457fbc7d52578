namespace Pennant.Local.Lambda;

/// <summary>The processes of one function: one kept warm, more under load, none for long without work.</summary>
internal sealed class FunctionPool(FunctionSettings function, FunctionRole role, Uri endpoint, FunctionLogs log, TimeProvider time, ILoggerFactory logs) : IAsyncDisposable
{
    /// <summary>A busy process is mostly free again sooner than another one would have started.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly HashSet<FunctionInstance> instances = [];
    private readonly HashSet<FunctionInstance> ready = [];
    private readonly Stack<FunctionInstance> free = new();
    private readonly Queue<TaskCompletionSource<Lease>> waiting = new();
    private readonly ILogger logger = logs.CreateLogger<FunctionPool>();
    private int starting;
    private bool isStopped;

    public FunctionSettings Function => function;

    public FunctionRole Role => role;

    /// <summary>How many processes there are.</summary>
    public int Count
    {
        get
        {
            lock (gate) return instances.Count;
        }
    }

    /// <summary>Starts the first process; ends when it asks for work, or cannot start.</summary>
    public async Task WarmAsync()
    {
        var lease = await AcquireAsync();
        if (lease.Instance is { } instance) Return(instance);
        else logger.LogError("{Function} does not start: see {Log}", function.Name, log.Lines.Path);
    }

    public async Task<FunctionResult> InvokeAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        var turn = AcquireAsync();
        try
        {
            return await (await turn.WaitAsync(cancellation)).InvokeAsync(payload);
        }
        catch (OperationCanceledException) when (!turn.IsCompletedSuccessfully)
        {
            _ = ReturnUnusedAsync(turn);
            throw;
        }
    }

    /// <summary>A free process, in order of asking.</summary>
    public Task<Lease> AcquireAsync()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isStopped, this);
            while (free.TryPop(out var instance))
                if (!instance.Ended.IsCompleted) return Task.FromResult(new Lease(instance, null));
            var turn = new TaskCompletionSource<Lease>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn);
            if (instances.Count == 0) Start();
            else if (starting == 0) _ = GrowLaterAsync(turn.Task);
            return turn.Task;
        }
    }

    /// <summary>Ends processes that had nothing to do for five minutes, but the last one.</summary>
    public void StopIdle()
    {
        lock (gate)
        {
            var kept = free.ToList();
            foreach (var instance in kept.AsEnumerable().Reverse().Where(instance => time.GetUtcNow() - instance.FreeSince > IdleLimit).Take(instances.Count - 1).ToList())
            {
                kept.Remove(instance);
                instance.Kill();
            }
            free.Clear();
            foreach (var instance in kept.AsEnumerable().Reverse()) free.Push(instance);
        }
    }

    /// <summary>Ends the processes that have nothing to do; the next event starts another one, as after a change of the function's configuration.</summary>
    public void Renew()
    {
        lock (gate)
        {
            foreach (var instance in free) instance.Kill();
            free.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        List<FunctionInstance> all;
        lock (gate)
        {
            isStopped = true;
            all = [.. instances];
            while (waiting.TryDequeue(out var turn)) turn.SetResult(new Lease(null, Invocation.Failure("Runtime.ExitError", "The product stops.")));
        }
        await Task.WhenAll(all.Select(instance => instance.DisposeAsync().AsTask()));
        log.Lines.Dispose();
    }

    private async Task GrowLaterAsync(Task waiter)
    {
        await Task.WhenAny(waiter, Task.Delay(Patience, time));
        lock (gate)
            if (!waiter.IsCompleted && starting == 0 && instances.Count < function.Concurrency && !isStopped) Start();
    }

    private void Start()
    {
        starting++;
        var instance = new FunctionInstance(function, role, log, time, logs, Return);
        instances.Add(instance);
        _ = RunAsync(instance);
    }

    private async Task RunAsync(FunctionInstance instance)
    {
        await instance.StartAsync(endpoint);
        var end = await instance.Ended;
        lock (gate)
        {
            instances.Remove(instance);
            if (!ready.Remove(instance))
            {
                starting--;
                if (waiting.TryDequeue(out var turn)) turn.SetResult(new Lease(null, end));
            }
            if (waiting.Count > 0 && instances.Count == 0 && !isStopped) Start();
        }
        if (!isStopped) await instance.DisposeAsync();
    }

    private void Return(FunctionInstance instance)
    {
        lock (gate)
        {
            if (ready.Add(instance)) starting--;
            if (waiting.TryDequeue(out var turn)) turn.SetResult(new Lease(instance, null));
            else free.Push(instance);
            if (waiting.TryPeek(out var next)) _ = GrowLaterAsync(next.Task);
        }
    }

    private async Task ReturnUnusedAsync(Task<Lease> turn)
    {
        if ((await turn).Instance is { } instance) Return(instance);
    }
}

/// <summary>A process to run one event in, or the reason why there is none.</summary>
internal sealed record Lease(FunctionInstance? Instance, FunctionResult? Failure)
{
    public Task<FunctionResult> InvokeAsync(ReadOnlyMemory<byte> payload) =>
        Instance is null ? Task.FromResult(Failure!) : Instance.InvokeAsync(new Invocation(payload));
}
